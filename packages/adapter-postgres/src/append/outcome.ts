/** A verdict of the database as an outcome of the adapter contract. */

import { AdapterContractError, type AppendOutcome } from "@truce/core/adapter";

import { recordedEvent } from "../reading/recorded-event.ts";
import type { VerdictRow } from "../sql/append-call.ts";
import type { EventRow } from "../sql/event-columns.ts";

export function outcomeOf(row: VerdictRow): AppendOutcome {
  switch (row.kind) {
    case "appended":
    case "merged":
    case "duplicate":
      return {
        kind: row.kind,
        firstVersion: Number(row.first_version),
        lastVersion: Number(row.last_version),
        position: Number(row.last_position),
      };
    case "conflict":
      return {
        kind: "conflict",
        actualVersion: Number(row.last_version),
        conflicting: (JSON.parse(row.detail ?? "[]") as readonly EventRow[]).map(recordedEvent),
        count: Number(row.conflict_count),
      };
    case "wrong-version":
      return { kind: "wrong-version", actualVersion: Number(row.last_version) };
    case "id-reused":
      return {
        kind: "id-reused",
        eventId: JSON.parse(row.detail ?? '""') as string,
        version: Number(row.first_version),
      };
    default:
      throw new AdapterContractError(
        `the database returned the unknown verdict '${String(row.kind satisfies never)}'`,
      );
  }
}
