/** A verdict of the database as an outcome of the adapter contract. */

import { AdapterContractError, type AppendedOutcome, type AppendOutcome } from "@truce/core/adapter";

import { recordedEvent } from "../reading/recorded-event.ts";
import type { Verdict } from "../sql/append-call.ts";
import type { EventRow } from "../sql/event-columns.ts";

export function outcomeOf(verdict: Verdict): AppendOutcome {
  switch (verdict.kind) {
    case "appended":
    case "merged":
    case "duplicate":
      return {
        kind: verdict.kind,
        firstVersion: Number(verdict.first_version),
        lastVersion: Number(verdict.last_version),
        position: Number(verdict.last_position),
      };
    case "conflict":
      return {
        kind: "conflict",
        actualVersion: Number(verdict.last_version),
        conflicting: (verdict.detail as readonly EventRow[]).map(recordedEvent),
        count: Number(verdict.conflict_count),
      };
    case "wrong-version":
      return { kind: "wrong-version", actualVersion: Number(verdict.last_version) };
    case "id-reused":
      return { kind: "id-reused", eventId: verdict.detail as string, version: Number(verdict.first_version) };
    default:
      throw new AdapterContractError(
        `the database returned the unknown verdict '${String(verdict.kind satisfies never)}'`,
      );
  }
}

/** Whether the append has just written its events. */
export function isWritten(outcome: AppendOutcome): outcome is AppendedOutcome {
  return outcome.kind === "appended" || outcome.kind === "merged";
}
