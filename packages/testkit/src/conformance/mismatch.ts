/** Checks outcomes against the stream alone. That is the only way to check appends that ran at the same time. */

import type { RecordedEvent } from "@truce/core";
import { matches, type AppendOutcome, type AppendRequest } from "@truce/core/adapter";

/**
 * Why an outcome does not match the stream; undefined if it matches. It matches if nothing conflicts with what was
 * written, and if there was a reason for each refusal.
 *
 * @param stream - The whole stream after the append.
 */
export function mismatchOf(
  append: AppendRequest,
  outcome: AppendOutcome,
  stream: readonly RecordedEvent[],
): string | undefined {
  switch (outcome.kind) {
    case "appended":
    case "merged": {
      if (!isAt(outcome.firstVersion, append, stream)) return "the written events are not in the stream";
      const seen = conflictingWith(append, stream).filter(({ version }) => version < outcome.firstVersion);
      return seen.length > 0 ? `a conflict with version ${seen[0]?.version} was merged` : undefined;
    }
    case "duplicate":
      return isAt(outcome.firstVersion, append, stream) ? undefined : "the duplicate is not in the stream";
    case "conflict": {
      const known = conflictingWith(append, stream).filter(({ version }) => version <= outcome.actualVersion);
      const reported = outcome.conflicting.map(({ version }) => version).join(", ");
      const actual = known.map(({ version }) => version).join(", ");
      return reported === actual && actual !== ""
        ? undefined
        : `the reported conflicts are ${reported}, but the actual ones are ${actual}`;
    }
    case "wrong-version":
      return isWrong(append, outcome.actualVersion)
        ? undefined
        : `version ${outcome.actualVersion} is not wrong`;
    case "id-reused":
      return stream[outcome.version - 1]?.id === outcome.eventId ? undefined : "the id is not in the stream";
  }
}

function isAt(firstVersion: number, { events }: AppendRequest, stream: readonly RecordedEvent[]): boolean {
  return events.every(({ id, type }, index) => {
    const recorded = stream[firstVersion - 1 + index];
    return recorded?.id === id && recorded.type === type;
  });
}

function conflictingWith(append: AppendRequest, stream: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const { checkAfter, conflictsWith } = append;
  if (checkAfter === null) return [];
  const window = stream.filter(({ version }) => version > checkAfter);
  if (conflictsWith === "any-event") return window;
  return window.filter((event) => conflictsWith.some((matcher) => matches(matcher, event)));
}

function isWrong({ mode, expectedVersion, checkAfter }: AppendRequest, actualVersion: number): boolean {
  if (mode === "look-up") return true;
  if (checkAfter !== null && checkAfter > actualVersion) return true;
  if (expectedVersion === "noStream") return actualVersion > 0;
  if (expectedVersion === "streamExists") return actualVersion === 0;
  return expectedVersion !== "any" && expectedVersion > actualVersion;
}
