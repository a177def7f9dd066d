/** Step 2 of an append: is the stream what the caller expects, and at least what the store has judged? */

import type { AppendRequest, WrongVersionOutcome } from "@truce/core";

import type { StoredStream } from "./stored-event.ts";

/** `wrong-version` where it is not, undefined where it is. That it is longer than a number is no matter here. */
export function findWrongVersion(
  stream: StoredStream,
  { expectedVersion, checkAfter }: AppendRequest,
): WrongVersionOutcome | undefined {
  const actualVersion = stream.events.length;
  const isLongEnough = checkAfter === null || checkAfter <= actualVersion;
  return isLongEnough && fits(actualVersion, expectedVersion)
    ? undefined
    : { kind: "wrong-version", actualVersion };
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
