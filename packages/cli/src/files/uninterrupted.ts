/** Work that a signal does not stop half-way. */

import { setImmediate } from "node:timers/promises";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does the work to its end; a signal that came meanwhile ends the process then, as it would have. */
export async function uninterrupted<Result>(work: () => Promise<Result>): Promise<Result> {
  let received: NodeJS.Signals | null = null;
  const remember = (signal: NodeJS.Signals): void => {
    received = signal;
  };
  for (const signal of SIGNALS) process.on(signal, remember);
  try {
    return await work();
  } finally {
    // A signal of a moment ago reaches its handlers in the next turn.
    await setImmediate();
    for (const signal of SIGNALS) process.off(signal, remember);
    if (received !== null) process.kill(process.pid, endingOf(received));
  }
}

/** What ends this process as the signal would have. On Windows SIGHUP means that the console was closed, and cannot be sent. */
function endingOf(signal: NodeJS.Signals): NodeJS.Signals {
  return process.platform === "win32" ? "SIGTERM" : signal;
}
