/** A wait that somebody else, a signal or the clock ends. */

/** Wakes one waiter. A call of `wake` while nobody waits ends the next wait at once. */
export interface Waker {
  readonly wake: () => void;
  /** Fulfilled when somebody wakes it, when the signal aborts, or after the time. */
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

export function newWaker(): Waker {
  let isAwake = false;
  let resolveWait: (() => void) | undefined;

  function wake(): void {
    isAwake = true;
    resolveWait?.();
  }

  async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    if (!isAwake && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(end, milliseconds);
        signal?.addEventListener("abort", end);
        resolveWait = end;
        function end(): void {
          clearTimeout(timer);
          signal?.removeEventListener("abort", end);
          resolveWait = undefined;
          resolve();
        }
      });
    }
    isAwake = false;
  }

  return { wake, wait };
}
