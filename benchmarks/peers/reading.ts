/** Measures reading one stream and the whole store, against plain queries that read page by page and parse the same JSON. */

import { compare, type Competitor } from "../compare.ts";
import type { Table } from "../report.ts";
import type { Store } from "./contestant.ts";
import type { Field } from "./databases.ts";
import { KINDS } from "./notes.ts";
import { readPages } from "./read-pages.ts";
import type { Sizes } from "./sizes.ts";

/** The events of one append or one bulk INSERT, while the stores are filled. */
const AT_ONCE = 500;
const KIND = KINDS["never conflicts"];
const STREAM = "read-0";

/** Half of the events are in one stream, which is the one that is read. */
export async function measureReading(
  field: Field,
  { rounds, eventsToRead }: Sizes,
  onTurn: (what: string) => void,
): Promise<readonly Table[]> {
  for (const { contestant, store } of field.entrants) {
    onTurn(`filling for reading: ${contestant.name}`);
    await fill(store, eventsToRead);
  }
  onTurn("filling for reading: the plain table");
  await field.plain.insertMany(eventsToRead / 2, AT_ONCE, 1);
  await field.plain.insertMany(eventsToRead / 2, AT_ONCE, eventsToRead / 2);
  await field.analyze();
  const { plain } = field;
  const table = (
    title: string,
    events: number,
    plainQuery: () => Promise<number>,
    reading: (store: Store) => Reading,
  ) =>
    compare({
      title,
      unit: "events per second",
      rounds,
      onTurn,
      competitors: [
        { name: "plain query, pages of 1,000", run: timed(events, plainQuery) },
        ...field.entrants.map(({ contestant, store }): Competitor => {
          const read = reading(store);
          return {
            name: contestant.name,
            remark: contestant.remark,
            run: read ? timed(events, read) : async () => NaN,
          };
        }),
      ],
    });
  return [
    await table(
      "Reading the whole store",
      eventsToRead,
      () => readPages(async (after) => pageOf(await plain.readPage(after), "position")),
      (store) => store.readAll,
    ),
    await table(
      "Reading one stream",
      eventsToRead / 2,
      () => readPages(async (after) => pageOf(await plain.readStreamPage(after), "version")),
      (store) => () => store.readStream(STREAM, KIND),
    ),
  ];
}

type Reading = (() => Promise<number>) | undefined;

async function fill(store: Store, events: number): Promise<void> {
  for (let written = 0; written < events; written += AT_ONCE) {
    await store.fill(written < events / 2 ? STREAM : `read-${written}`, KIND, AT_ONCE);
  }
}

function pageOf<Key extends string>(
  rows: readonly Readonly<Record<Key, string>>[],
  key: Key,
): { events: number; last: string | undefined } {
  return { events: rows.length, last: rows.at(-1)?.[key] };
}

/** Events per second. */
function timed(expected: number, read: () => Promise<number>): () => Promise<number> {
  return async () => {
    const started = performance.now();
    const events = await read();
    if (events < expected) throw new Error(`read ${events} of ${expected} events`);
    return (events / (performance.now() - started)) * 1_000;
  };
}
