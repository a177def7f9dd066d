/** The parser throws for every broken line, and nobody reads where it did: looking that up took most of the time. */

/** Of engines that can be told how long stack traces are to be. */
interface TracingError {
  stackTraceLimit?: number;
}

/** Runs something whose errors are caught and need no stack trace. */
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
