/** The reads of the adapter contract in pages, and the positions. */

import type { RecordedEvent, RuleSet } from "@truce/core";
import type {
  ListedStream,
  ListStreamsOptions,
  ReadAllOptions,
  ReadStreamOptions,
} from "@truce/core/adapter";

import { arrayLiteral } from "../array-literal.ts";
import type { Parameter, Row, Statement } from "../driver.ts";
import type { EventRow } from "../sql/event-columns.ts";
import type { Statements } from "../statements.ts";
import { pages, type Paging } from "./pages.ts";
import { recordedEvent } from "./recorded-event.ts";

/** Where to read, and how. */
export interface Reader {
  /** Executes a statement on any connection. */
  readonly query: (statement: Statement, parameters: readonly Parameter[]) => Promise<readonly Row[]>;
  readonly statements: Statements;
  readonly paging: Paging;
  /** How long `readAll` waits for the appends that are under way, in milliseconds. */
  readonly timeoutMs: number;
}

/** How far the whole store can be read. */
export interface Positions {
  /** No event will appear at or below this position any more, so a reader can read up to here. */
  readonly highWaterMark: number;
  /** The last position taken. The difference to the high-water mark is how far readers are behind. */
  readonly lastPosition: number;
}

/** The events of one stream. */
export async function* readStream(
  { query, statements, paging }: Reader,
  streamId: string,
  options: ReadStreamOptions,
): AsyncGenerator<readonly RecordedEvent[]> {
  const {
    afterVersion = 0,
    beforeVersion = Number.MAX_SAFE_INTEGER,
    direction = "forwards",
    eventId,
    limit = Infinity,
  } = options;
  if (eventId !== undefined) {
    if (limit === 0) return;
    const found = await query(statements.readEvent, [
      streamId,
      eventId,
      String(afterVersion),
      String(beforeVersion),
    ]);
    yield asEvents(found).map(recordedEvent);
    return;
  }
  const isForwards = direction === "forwards";
  const rows = pages<EventRow>(
    limit,
    async (last, count) =>
      asEvents(
        await query(isForwards ? statements.readForwards : statements.readBackwards, [
          streamId,
          isForwards && last ? last.version : String(afterVersion),
          !isForwards && last ? last.version : String(beforeVersion),
          String(count),
        ]),
      ),
    sizeOf,
    paging,
  );
  for await (const page of rows) yield page.map(recordedEvent);
}

/** The events of the whole store, up to the high-water mark at the time when the read begins. */
export async function* readAll(
  reader: Reader,
  {
    afterPosition = 0,
    beforePosition = Infinity,
    direction = "forwards",
    types,
    categories,
    limit = Infinity,
  }: ReadAllOptions,
): AsyncGenerator<readonly RecordedEvent[]> {
  if (limit === 0) return;
  const { query, statements, paging } = reader;
  const { highWaterMark } = await readPositions(reader, reader.timeoutMs);
  const lastPosition = Math.min(highWaterMark, beforePosition - 1);
  const isForwards = direction === "forwards";
  const rows = pages<EventRow>(
    limit,
    async (last, count) =>
      asEvents(
        await query(isForwards ? statements.readAllForwards : statements.readAllBackwards, [
          isForwards && last ? last.position : String(afterPosition),
          String(!isForwards && last ? Number(last.position) - 1 : lastPosition),
          types ? arrayLiteral(types) : null,
          categories ? arrayLiteral(categories) : null,
          String(count),
        ]),
      ),
    sizeOf,
    paging,
  );
  for await (const page of rows) yield page.map(recordedEvent);
}

/** The streams of the store or of a category, and their versions. */
export async function* listStreams(
  { query, statements, paging }: Reader,
  { category, afterStreamId = "", limit = Infinity }: ListStreamsOptions,
): AsyncGenerator<readonly ListedStream[]> {
  let left = limit;
  for (const { from, before } of idRanges(category)) {
    const rows = pages<Row>(
      left,
      (last, count) =>
        query(statements.listStreams, [from, before, last?.["stream_id"] ?? afterStreamId, String(count)]),
      (row) => row["stream_id"]?.length ?? 0,
      paging,
    );
    for await (const page of rows) {
      left -= page.length;
      yield page.map((row) => ({ streamId: row["stream_id"] ?? "", version: Number(row["version"]) }));
    }
  }
}

/** From an id up to, but not including, another one; null if there is no end. */
interface IdRange {
  readonly from: string;
  readonly before: string | null;
}

/**
 * The ranges of ids of a category, in their order. There are two, because other ids come between `client` and `client-1`,
 * such as `client 1`.
 */
function idRanges(category: string | undefined): readonly IdRange[] {
  if (category === undefined) return [{ from: "", before: null }];
  return [
    // No name contains U+0000, so no id is between the category's own name and this end.
    { from: category, before: `${category}\u0001` },
    // The character after `-` is `.`.
    { from: `${category}-`, before: `${category}.` },
  ];
}

/** How far the whole store can be read, after a wait for the appends that are under way: at most this many milliseconds. */
export async function readPositions(
  { query, statements }: Pick<Reader, "query" | "statements">,
  timeoutMs: number,
): Promise<Positions> {
  const [row] = await query(statements.highWaterMark, [String(timeoutMs)]);
  return {
    highWaterMark: Number(row?.["high_water_mark"]),
    lastPosition: Number(row?.["last_position"]),
  };
}

/** The rule sets, in the order in which they were stored. */
export async function* readRuleSets({
  query,
  statements,
  paging,
}: Reader): AsyncGenerator<readonly RuleSet[]> {
  const rows = pages<Row>(
    Infinity,
    (last, count) => query(statements.readRuleSets, [last?.["id"] ?? "0", String(count)]),
    (row) => row["canonical_json"]?.length ?? 0,
    paging,
  );
  for await (const page of rows) {
    yield page.map((row) => ({
      fingerprint: row["fingerprint"] ?? "",
      canonicalJson: row["canonical_json"] ?? "",
    }));
  }
}

function asEvents(rows: readonly Row[]): readonly EventRow[] {
  return rows as unknown as readonly EventRow[];
}

function sizeOf({ data, metadata }: EventRow): number {
  return data.length + metadata.length;
}
