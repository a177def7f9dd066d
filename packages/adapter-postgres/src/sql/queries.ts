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
 * A page of the whole store, by position. Parameters: the position to begin after, the high-water mark, types or null,
 * categories or null, the maximum number of rows.
 */
export function readAllSql(schema: string): string {
  return `
SELECT ${eventColumns(schema)}
FROM ${schema}.events e
WHERE e.position > $1::text::bigint AND e.position <= $2::text::bigint
  AND ($3::text::text[] IS NULL OR e.type = ANY ($3::text::text[]))
  AND ($4::text::text[] IS NULL OR ${CATEGORY} = ANY ($4::text::text[]))
ORDER BY e.position
LIMIT $5::text::bigint`;
}

/** The category: the part of the stream id before the first `-`. */
const CATEGORY = `(split_part(stream_id, '-', 1) COLLATE "C")`;

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
