/** What the adapter's outcomes mean to the caller. */

import {
  MAX_REPORTED_CONFLICTS,
  type AppendedOutcome,
  type AppendOutcome,
  type AppendRequest,
  type ConflictOutcome,
} from "../adapter/storage-adapter.ts";
import { AdapterContractError } from "../errors/faults.ts";
import type { ConflictingPair } from "../rules/verdict.ts";
import type { AppendResult, ConflictRefusal, IdReusedRefusal, WrongVersionRefusal } from "./append-result.ts";

/** The answer to every outcome but a conflict, which has still to be judged. */
export function answerOf(
  outcome: Exclude<AppendOutcome, ConflictOutcome>,
  { streamId, expectedVersion, events }: AppendRequest,
): AppendResult | WrongVersionRefusal | IdReusedRefusal {
  switch (outcome.kind) {
    case "wrong-version":
      if (expectedVersion === "any")
        throw new AdapterContractError("an append that expects 'any' version was refused");
      return { kind: "wrong-version", streamId, expectedVersion, actualVersion: outcome.actualVersion };
    case "id-reused":
      return { kind: "id-reused", streamId, eventId: outcome.eventId, version: outcome.version };
    case "appended":
    case "merged":
    case "duplicate":
      return {
        kind: outcome.kind,
        streamId,
        firstVersion: outcome.firstVersion,
        lastVersion: outcome.lastVersion,
        position: outcome.position,
        mergedOver: mergedOver(outcome, expectedVersion),
        eventIds: events.map(({ id }) => id),
      };
  }
}

function mergedOver({ kind, firstVersion }: AppendedOutcome, expectedVersion: unknown): number {
  return kind === "merged" && typeof expectedVersion === "number" ? firstVersion - 1 - expectedVersion : 0;
}

/**
 * The refusal for conflicting pairs. Like an adapter it reports only the first conflicting events, by version.
 *
 * @param atLeast - How many conflicting events are known of, those without a pair here included.
 */
export function conflictRefusal(
  { streamId, expectedVersion }: AppendRequest,
  actualVersion: number,
  pairs: readonly [ConflictingPair, ...ConflictingPair[]],
  atLeast = 0,
): ConflictRefusal {
  const versions = new Set(pairs.map(({ committed }) => committed.version));
  const reported = new Set([...versions].toSorted((a, b) => a - b).slice(0, MAX_REPORTED_CONFLICTS));
  const [first = pairs[0], ...rest] = pairs.filter(({ committed }) => reported.has(committed.version));
  const count = Math.max(atLeast, versions.size);
  return {
    kind: "conflict",
    streamId,
    expectedVersion,
    actualVersion,
    conflicts: [first, ...rest],
    count,
    truncated: count > reported.size,
  };
}
