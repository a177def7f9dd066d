/** Turns stack traces off: the parser throws for every broken line, and collecting traces took most of the time. */

/** The constructor of errors in engines that have this option. */
interface TracingError {
  stackTraceLimit?: number;
}

/** Runs a function whose errors need no stack traces. */
export function withoutStackTraces<Result>(run: () => Result): Result {
  const tracing = Error as TracingError;
  const limit = tracing.stackTraceLimit;
  if (limit === undefined) return run();
  tracing.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    tracing.stackTraceLimit = limit;
  }
}
