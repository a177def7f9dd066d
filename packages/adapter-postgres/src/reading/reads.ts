/** The three reads of the contract. */

import type { ReadAllOptions, ReadStreamOptions, RecordedEvent, RuleSet } from "@truce/core";

import { arrayLiteral } from "../array-literal.ts";
import type { Parameter, Row, Statement } from "../driver.ts";
import type { EventRow } from "../sql/event-columns.ts";
import type { Statements } from "../statements.ts";
import { pages } from "./pages.ts";
import { recordedEvent } from "./recorded-event.ts";

/** Runs a statement on some connection. */
export type Query = (statement: Statement, parameters: readonly Parameter[]) => Promise<readonly Row[]>;

/** How far the whole store can be read. */
export interface Positions {
  /** Every event up to this position is visible to readers, or will never exist. */
  readonly settled: number;
  /** The last position taken. What lies above `settled` belongs to appends that are under way, or came after one. */
  readonly taken: number;
}

/** The events of one stream. */
export async function* readStream(
  query: Query,
  { readForwards, readBackwards, readEvent }: Statements,
  streamId: string,
  options: ReadStreamOptions,
): AsyncGenerator<RecordedEvent> {
  const {
    afterVersion = 0,
    beforeVersion = Number.MAX_SAFE_INTEGER,
    direction = "forwards",
    eventId,
    limit = Infinity,
  } = options;
  if (eventId !== undefined) {
    if (limit === 0) return;
    const found = await query(readEvent, [streamId, eventId, String(afterVersion), String(beforeVersion)]);
    for (const row of asEvents(found)) yield recordedEvent(row);
    return;
  }
  const isForwards = direction === "forwards";
  const rows = pages<EventRow>(
    limit,
    async (last, count) =>
      asEvents(
        await query(isForwards ? readForwards : readBackwards, [
          streamId,
          isForwards && last ? last.version : String(afterVersion),
          !isForwards && last ? last.version : String(beforeVersion),
          String(count),
        ]),
      ),
    sizeOf,
  );
  for await (const row of rows) yield recordedEvent(row);
}

/** The events of the whole store, as far as positions are settled when the read begins. */
export async function* readAll(
  query: Query,
  statements: Statements,
  patience: number,
  { afterPosition = 0, types, categories, limit = Infinity }: ReadAllOptions,
): AsyncGenerator<RecordedEvent> {
  if (limit === 0) return;
  const { settled } = await readPositions(query, statements, patience);
  const rows = pages<EventRow>(
    limit,
    async (last, count) =>
      asEvents(
        await query(statements.readAll, [
          last ? last.position : String(afterPosition),
          String(settled),
          types ? arrayLiteral(types) : null,
          categories ? arrayLiteral(categories) : null,
          String(count),
        ]),
      ),
    sizeOf,
  );
  for await (const row of rows) yield recordedEvent(row);
}

/** How far the whole store can be read: now, or after having waited for appends that are under way. */
export async function readPositions(
  query: Query,
  { settled }: Statements,
  patience: number,
): Promise<Positions> {
  const [row] = await query(settled, [String(patience)]);
  return { settled: Number(row?.["settled"]), taken: Number(row?.["taken"]) };
}

/** The rule sets, in the order in which they were stored. */
export async function* readRuleSets(query: Query, statements: Statements): AsyncGenerator<RuleSet> {
  const rows = pages<Row>(
    Infinity,
    (last, count) => query(statements.readRuleSets, [last?.["id"] ?? "0", String(count)]),
    (row) => row["canonical_json"]?.length ?? 0,
  );
  for await (const row of rows) {
    yield { fingerprint: row["fingerprint"] ?? "", canonicalJson: row["canonical_json"] ?? "" };
  }
}

function asEvents(rows: readonly Row[]): readonly EventRow[] {
  return rows as unknown as readonly EventRow[];
}

function sizeOf({ data, metadata }: EventRow): number {
  return data.length + metadata.length;
}
