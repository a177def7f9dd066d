/** Every read, one statement each. A schema is quoted; every parameter is text. */

import { eventColumns } from "./event-columns.ts";

/**
 * A page of one stream. Parameters: the stream id, the version to begin after, the version to end before, the maximum
 * number of rows.
 */
export function readStreamSql(schema: string, direction: "forwards" | "backwards"): string {
  return `
SELECT ${eventColumns(schema)}
FROM ${schema}.events e
WHERE e.stream_id = $1::text AND e.version > $2::text::bigint AND e.version < $3::text::bigint
ORDER BY e.version ${direction === "forwards" ? "ASC" : "DESC"}
LIMIT $4::text::bigint`;
}

/** One event of a stream. Parameters: the stream id, the event id, the version to begin after, the version to end before. */
export function readEventSql(schema: string): string {
  return `
SELECT ${eventColumns(schema)}
FROM ${schema}.events e
WHERE e.stream_id = $1::text AND e.id = $2::text AND e.version > $3::text::bigint AND e.version < $4::text::bigint`;
}

/**
 * Events that the transaction has written. Parameters: three lists, of stream ids, first versions and last versions.
 */
export function readWrittenSql(schema: string): string {
  return `
SELECT ${eventColumns(schema)}
FROM unnest($1::text::text[], $2::text::bigint[], $3::text::bigint[]) AS written(stream_id, first_version, last_version)
  JOIN ${schema}.events e ON e.stream_id = written.stream_id COLLATE "C"
    AND e.version BETWEEN written.first_version AND written.last_version
ORDER BY e.position`;
}

/**
 * A page of the whole store, by position. Parameters: the position to begin after, the last position to read, types or
 * null, categories or null, the maximum number of rows.
 */
export function readAllSql(schema: string, direction: "forwards" | "backwards"): string {
  return `
SELECT ${eventColumns(schema)}
FROM ${schema}.events e
WHERE e.position > $1::text::bigint AND e.position <= $2::text::bigint
  AND ($3::text::text[] IS NULL OR e.type = ANY ($3::text::text[]))
  AND ($4::text::text[] IS NULL OR ${CATEGORY} = ANY ($4::text::text[]))
ORDER BY e.position ${direction === "forwards" ? "ASC" : "DESC"}
LIMIT $5::text::bigint`;
}

/** The category: the part of the stream id before the first `-`. */
const CATEGORY = `(split_part(stream_id, '-', 1) COLLATE "C")`;

/**
 * A page of the streams in a range of ids. Parameters: the first id of the range, the first id above it or null, the id to
 * begin after, the maximum number of rows.
 *
 * Each step looks up the next stream in the index `events_version`, so the cost depends on the number of streams and not
 * on the number of events. The end of the range is checked outside the look-up: inside it, a look-up that finds no stream
 * in the range would read on to the end of the index. The ids are compared byte by byte, and in a database with the
 * encoding UTF8 the bytes are those of UTF-8.
 */
export function listStreamsSql(schema: string): string {
  return `
WITH RECURSIVE listed(place, stream_id) AS (
  SELECT 0::bigint, $3::text COLLATE "C"
  UNION ALL
  SELECT listed.place + 1, next.stream_id
  FROM listed CROSS JOIN LATERAL (
    SELECT e.stream_id
    FROM ${schema}.events e
    WHERE e.stream_id >= $1::text AND e.stream_id > listed.stream_id
    ORDER BY e.stream_id, e.version
    LIMIT 1
  ) next
  WHERE listed.place < $4::text::bigint AND ($2::text IS NULL OR next.stream_id < $2::text)
)
SELECT listed.stream_id, (
  SELECT e.version FROM ${schema}.events e WHERE e.stream_id = listed.stream_id ORDER BY e.version DESC LIMIT 1
)::text AS version
FROM listed
WHERE listed.place > 0
ORDER BY listed.place`;
}

/** How far the whole store can be read (see high-water-mark.ts). Parameter: the maximum number of milliseconds to wait. */
export function highWaterMarkSql(schema: string): string {
  return `
SELECT high_water_mark::text, last_position::text
FROM ${schema}.high_water_mark($1::text::double precision * interval '1 millisecond')`;
}

/** A page of the rule sets, in the order in which they were stored. Parameters: the id to begin after, the maximum number of rows. */
export function readRuleSetsSql(schema: string): string {
  return `
SELECT r.id::text, r.fingerprint, r.canonical_json
FROM ${schema}.rule_sets r
WHERE r.id > $1::text::integer
ORDER BY r.id
LIMIT $2::text::bigint`;
}
