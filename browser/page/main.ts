/** The page. Tests call its checks one by one, and judge the results. */

import { checks } from "./checks.ts";
import type { Answer, Call } from "./worker.ts";

/** Runs a check in a new worker, which ends with the call. */
async function inWorker(call: Call): Promise<unknown> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => resolve(data));
      worker.addEventListener("error", ({ message }) => reject(new Error(message)));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has none.
      worker.postMessage(call);
    });
    if ("error" in answer) throw new Error(answer.error);
    return answer.value;
  } finally {
    worker.terminate();
  }
}

Object.assign(globalThis, { checks, inWorker });
