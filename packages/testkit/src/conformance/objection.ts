/** Judges outcomes by the log alone: the way to tell right from wrong where appends run at the same time. */

import type { RecordedEvent } from "@truce/core";
import { matches, type AppendOutcome, type AppendRequest } from "@truce/core/adapter";

/**
 * What the log says against an outcome, or undefined where it bears it out: nothing conflicts with what was written,
 * and what was refused was refused for cause.
 *
 * @param stream - The stream afterwards, whole.
 */
export function objectionTo(
  append: AppendRequest,
  outcome: AppendOutcome,
  stream: readonly RecordedEvent[],
): string | undefined {
  switch (outcome.kind) {
    case "appended":
    case "merged": {
      if (!isAt(outcome.firstVersion, append, stream)) return "what is said to be written is not there";
      const seen = conflictingWith(append, stream).filter(({ version }) => version < outcome.firstVersion);
      return seen.length > 0 ? `a conflict was merged: with version ${seen[0]?.version}` : undefined;
    }
    case "duplicate":
      return isAt(outcome.firstVersion, append, stream) ? undefined : "the duplicate is not in the stream";
    case "conflict": {
      const known = conflictingWith(append, stream).filter(({ version }) => version <= outcome.actualVersion);
      const reported = outcome.conflicting.map(({ version }) => version).join(", ");
      const actual = known.map(({ version }) => version).join(", ");
      return reported === actual && actual !== ""
        ? undefined
        : `reported conflicts ${reported}, not ${actual}`;
    }
    case "wrong-version":
      return misfits(append, outcome.actualVersion)
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

function misfits({ mode, expectedVersion, checkAfter }: AppendRequest, actualVersion: number): boolean {
  if (mode === "look-up") return true;
  if (checkAfter !== null && checkAfter > actualVersion) return true;
  if (expectedVersion === "noStream") return actualVersion > 0;
  if (expectedVersion === "streamExists") return actualVersion === 0;
  return expectedVersion !== "any" && expectedVersion > actualVersion;
}
