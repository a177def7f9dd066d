/** The statements that keep snapshots. A schema is quoted; every parameter is text. */

/** Loads a snapshot. Parameters: the stream id, the name. */
export function loadSnapshotSql(schema: string): string {
  return `
SELECT s.decider_version::text, s.version::text, s.append_id, s.state
FROM ${schema}.snapshots s
WHERE s.stream_id = $1::text AND s.name = $2::text`;
}

/**
 * Saves a snapshot. Parameters: the stream id, the name; the version of the decider, the version of the stream, the id of the
 * append, the state; and the first three of these of the snapshot to replace, or nulls. Returns a row if it was saved.
 *
 * It is atomic: a statement that meets a row which another transaction is changing waits for it, and then compares the row
 * as it is.
 */
export function saveSnapshotSql(schema: string): string {
  return `
INSERT INTO ${schema}.snapshots AS s (stream_id, name, decider_version, version, append_id, state)
VALUES ($1::text, $2::text, $3::text::bigint, $4::text::bigint, $5::text, $6::text)
ON CONFLICT (stream_id, name) DO UPDATE SET
  decider_version = EXCLUDED.decider_version, version = EXCLUDED.version, append_id = EXCLUDED.append_id, state = EXCLUDED.state
WHERE (s.decider_version, s.version, s.append_id) = ($7::text::bigint, $8::text::bigint, $9::text)
RETURNING s.version::text`;
}
