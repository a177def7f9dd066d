/** Runs tasks in threads. A thread gets one task at a time, and answers each with one message. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface Work<Task, Answer> {
  readonly threads: number;
  /** The module that each thread runs. */
  readonly program: URL;
  readonly tasks: Iterator<Task, undefined>;
  /** Called with each answer, in the order in which they arrive. */
  readonly add: (answer: Answer) => void;
}

/** Gives tasks to threads until there are no more. Rejects if a thread fails. */
export async function inThreads<Task, Answer>({
  threads,
  program,
  tasks,
  add,
}: Work<Task, Answer>): Promise<void> {
  const work = async (): Promise<void> => {
    const worker = new Worker(program);
    try {
      for (let task = tasks.next(); !task.done; task = tasks.next()) add(await answerOf(worker, task.value));
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
}

async function answerOf<Answer>(worker: Worker, task: unknown): Promise<Answer> {
  const answered = once(worker, "message");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(task);
  const [answer] = (await answered) as [Answer];
  return answer;
}
