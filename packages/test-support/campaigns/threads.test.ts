import { expect, it } from "vitest";
import { inThreads } from "./threads.ts";

/** Doubles numbers, and fails for negative ones. */
const DOUBLING = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from "node:worker_threads";
    parentPort.on("message", (task) => {
      if (task < 0) throw new RangeError("too small: " + task);
      parentPort.postMessage(task * 2);
    });
  `)}`,
);

function* counting(first: number, last: number): Generator<number, undefined> {
  for (let task = first; task <= last; task++) yield task;
}

it("gives every task to one of the threads", async () => {
  const answers: number[] = [];
  await inThreads({
    threads: 3,
    program: DOUBLING,
    tasks: counting(1, 20),
    add: (answer: number) => answers.push(answer),
  });
  expect(answers.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: 20 }, (_, i) => 2 * (i + 1)),
  );
});

it("fails with a thread that fails", async () => {
  await expect(
    inThreads({ threads: 2, program: DOUBLING, tasks: counting(-1, 20), add() {} }),
  ).rejects.toThrow("too small: -1");
});
