/** Turns the outcomes of the adapter into results and refusals. */

import type {
  AppendedOutcome,
  AppendOutcome,
  AppendRequest,
  ConflictOutcome,
} from "../adapter/storage-adapter.ts";
import { AdapterContractError } from "../errors/faults.ts";
import type { AppendResult, ConflictRefusal, IdReusedRefusal, WrongVersionRefusal } from "./append-result.ts";

/** The result of any outcome except a conflict, which still has to be judged. */
export function resultOf(
  outcome: Exclude<AppendOutcome, ConflictOutcome>,
  { streamId, expectedVersion, events, rules }: AppendRequest,
): AppendResult | WrongVersionRefusal | IdReusedRefusal {
  switch (outcome?.kind) {
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
        checked:
          outcome.kind !== "duplicate" && typeof expectedVersion === "number"
            ? { afterVersion: expectedVersion, rules: rules?.fingerprint ?? null }
            : null,
      };
    default:
      // An adapter written in JavaScript may return anything.
      throw new AdapterContractError(
        `the adapter did not return an outcome of an append: ${JSON.stringify(outcome)}`,
      );
  }
}

function mergedOver({ kind, firstVersion }: AppendedOutcome, expectedVersion: unknown): number {
  return kind === "merged" && typeof expectedVersion === "number" ? firstVersion - 1 - expectedVersion : 0;
}

/**
 * The refusal for conflicting pairs.
 *
 * @param count - How many committed events conflict, including those without a pair in `conflicts`.
 */
export function conflictRefusal(
  { streamId, expectedVersion }: Pick<AppendRequest, "streamId" | "expectedVersion">,
  actualVersion: number,
  conflicts: ConflictRefusal["conflicts"],
  count: number,
): ConflictRefusal {
  const reported = new Set(conflicts.map(({ committed }) => committed.version)).size;
  return {
    kind: "conflict",
    streamId,
    expectedVersion,
    actualVersion,
    conflicts,
    count,
    truncated: count > reported,
  };
}
