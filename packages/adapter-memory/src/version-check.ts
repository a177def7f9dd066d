/** Step 2 of an append: does the stream fit the request? */

import type { AppendRequest, WrongVersionOutcome } from "@truce/core/adapter";

import type { StoredStream } from "./stored-event.ts";

/**
 * `wrong-version` if the append is only looked up, or the stream is not as expected, or it is shorter than the store has
 * judged; otherwise undefined. A stream that is longer than an expected number fits: step 3 looks for conflicts.
 */
export function findWrongVersion(
  stream: StoredStream,
  { mode, expectedVersion, checkAfter }: AppendRequest,
): WrongVersionOutcome | undefined {
  const actualVersion = stream.events.length;
  const isRight =
    mode === "write" && (checkAfter ?? 0) <= actualVersion && fits(actualVersion, expectedVersion);
  return isRight ? undefined : { kind: "wrong-version", actualVersion };
}

function fits(actualVersion: number, expectedVersion: AppendRequest["expectedVersion"]): boolean {
  switch (expectedVersion) {
    case "any":
      return true;
    case "noStream":
      return actualVersion === 0;
    case "streamExists":
      return actualVersion > 0;
    default:
      return expectedVersion <= actualVersion;
  }
}
