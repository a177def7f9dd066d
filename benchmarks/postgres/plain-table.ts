/** The yardsticks: INSERTs that check nothing, into a table with the same columns and indexes. */

import { schemaSql } from "@truce/adapter-postgres";
import type { Pool } from "pg";

import { note } from "./notes.ts";
import type { NoteEvent } from "./notes.ts";

/** Rows in one bulk INSERT, if nothing else is said. */
const ROWS = 500;

export interface PlainTable {
  /** Writes one event with a prepared INSERT. */
  insertOne(): Promise<void>;
  /** Writes events with bulk INSERTs of that many rows, one after another, to one stream or to several in turn. */
  insertMany(events: number, rows?: number, streams?: number): Promise<void>;
  /** Reads a page of at most 1,000 rows after a position, of all streams. `pg` parses the JSON. */
  readPage(afterPosition: string): Promise<readonly { readonly position: string }[]>;
  /** The same for the stream `client-1`, after a version. */
  readStreamPage(afterVersion: string): Promise<readonly { readonly version: string }[]>;
}

/** Creates the table in a schema of its own. */
export async function createPlainTable(pool: Pool, schema: string): Promise<PlainTable> {
  await pool.query(schemaSql({ schema }));
  const name = `plain ${schema}`;
  const one = `${insertInto(schema)} VALUES (nextval('${schema}.positions'), 'client-1', $1, $2, 'NoteAdded', $3, '{}', clock_timestamp(), 0, $4, 0, 1)`;
  const many = `${insertInto(schema)}
    SELECT nextval('${schema}.positions'), 'client-' || 1 + version % $5, version, id, 'NoteAdded', data, '{}', clock_timestamp(), 0, append_id, 0, 1
    FROM unnest($1::bigint[], $2::text[], $3::json[], $4::text[]) AS incoming(version, id, data, append_id)`;
  const page = `SELECT * FROM ${schema}.events WHERE position > $1 ORDER BY position LIMIT 1000`;
  const streamPage = `SELECT * FROM ${schema}.events WHERE stream_id = 'client-1' AND version > $1 ORDER BY version LIMIT 1000`;
  let version = 0;
  return {
    async insertOne() {
      const values = [++version, crypto.randomUUID(), payload(version), crypto.randomUUID()];
      await pool.query({ name, text: one, values });
    },
    async insertMany(events, rows = ROWS, streams = 1) {
      for (let left = events; left > 0; left -= rows) {
        const versions = Array.from({ length: Math.min(rows, left) }, () => ++version);
        const values = [versions, versions.map(newId), versions.map(payload), versions.map(newId), streams];
        await pool.query({ name: `${name} many`, text: many, values });
      }
    },
    async readPage(after) {
      return (await pool.query<{ position: string }>({ name: `${name} page`, text: page, values: [after] }))
        .rows;
    },
    async readStreamPage(after) {
      const query = { name: `${name} stream`, text: streamPage, values: [after] };
      return (await pool.query<{ version: string }>(query)).rows;
    },
  };
}

/** Fills a stream of a store with events, bypassing the store. */
export async function fillStream(
  pool: Pool,
  schema: string,
  streamId: string,
  type: NoteEvent["type"],
  events: number,
): Promise<void> {
  const { data } = note(type, 0);
  await pool.query(
    `${insertInto(schema)}
    SELECT nextval('${schema}.positions'), $1, n, gen_random_uuid(), $2, $3::jsonb || jsonb_build_object('noteId', -n), '{}',
      clock_timestamp(), n - 1, gen_random_uuid(), 0, 1
    FROM generate_series(1, $4::integer) AS numbers(n)`,
    [streamId, type, JSON.stringify(data), events],
  );
}

/** Streams of one statement, while a store is filled. */
const STREAMS = 5_000;

/** Fills a store with streams of notes, named from `client-1` on, bypassing the store. */
export async function fillStreams(
  pool: Pool,
  schema: string,
  streams: number,
  eventsOfEach: number,
): Promise<void> {
  const { data } = note("NoteAdded", 0);
  for (let first = 1; first <= streams; first += STREAMS) {
    const last = Math.min(streams, first + STREAMS - 1);
    // The events of a stream are not stored side by side, as in a store that grew over time.
    await pool.query(
      `${insertInto(schema)}
      SELECT nextval('${schema}.positions'), 'client-' || stream, version, gen_random_uuid(), 'NoteAdded',
        $1::jsonb || jsonb_build_object('noteId', version), '{}', clock_timestamp(), version - 1, gen_random_uuid(), 0, 1
      FROM generate_series(1, $4::integer) AS versions(version), generate_series($2::integer, $3::integer) AS streams(stream)
      ORDER BY version, stream`,
      [JSON.stringify(data), first, last, eventsOfEach],
    );
  }
  await pool.query(`VACUUM ANALYZE ${schema}.events`);
}

/** Writes events to random streams of such a store with one INSERT, bypassing the store. Their versions are far ahead. */
export async function insertAnywhere(
  pool: Pool,
  schema: string,
  streams: number,
  events: number,
): Promise<void> {
  await pool.query({
    name: `anywhere ${schema}`,
    text: `${insertInto(schema)}
    SELECT nextval('${schema}.positions'), 'client-' || 1 + floor(random() * $1::integer)::integer, 1000000000 + currval('${schema}.positions'),
      gen_random_uuid(), 'NoteAdded', $2, '{}', clock_timestamp(), 0, gen_random_uuid(), 0, 1
    FROM generate_series(1, $3::integer) AS numbers(n)`,
    values: [streams, payload(0), events],
  });
}

function insertInto(schema: string): string {
  return `INSERT INTO ${schema}.events (position, stream_id, version, id, type, data, metadata, recorded_at,
    expected_version, append_id, append_index, append_count)`;
}

function payload(noteId: number): string {
  return JSON.stringify(note("NoteAdded", noteId).data);
}

function newId(): string {
  return crypto.randomUUID();
}
