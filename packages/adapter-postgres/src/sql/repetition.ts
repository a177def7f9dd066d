/** Step 1 of an append: are its events in the stream already? */

/**
 * The function `repetition`. It returns
 *
 * - 'duplicate' if all events are in the stream already, side by side, in this order and with this content,
 * - 'id-reused' if only some are, or the order or content differs. `detail` is then the first known id, and
 *   `first_version` its version,
 * - nulls if no id is in the stream.
 *
 * OFFSET 0 makes each lookup one by index. Otherwise the planner may read the whole stream and hash it.
 *
 * INVARIANT: the caller holds the stream's lock, and has written the events of the same batch that can share an id with these.
 */
export function repetitionSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.repetition(
  target_stream text,
  ids text[],
  types text[],
  payloads text[],
  metadatas text[],
  OUT kind text,
  OUT first_version bigint,
  OUT last_version bigint,
  OUT last_position bigint,
  OUT detail json
)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  known_id text;
BEGIN
  SELECT incoming.id, e.version INTO known_id, first_version
  FROM unnest(ids) WITH ORDINALITY AS incoming(id, n)
  CROSS JOIN LATERAL (
    SELECT e.version FROM ${schema}.events e WHERE e.stream_id = target_stream AND e.id = incoming.id OFFSET 0
  ) AS e
  ORDER BY incoming.n
  LIMIT 1;
  IF NOT FOUND THEN
    RETURN;
  END IF;

  -- If the first known id is not the first id of the append, the ids differ at the first event already.
  IF cardinality(ids) = (
    SELECT count(*)
    FROM unnest(ids, types, payloads, metadatas) WITH ORDINALITY AS incoming(id, type, data, metadata, n)
    CROSS JOIN LATERAL (
      SELECT * FROM ${schema}.events e WHERE e.stream_id = target_stream AND e.version = first_version + incoming.n - 1 OFFSET 0
    ) AS e
    WHERE e.id = incoming.id
      AND e.type = incoming.type
      AND e.data::jsonb = incoming.data::jsonb
      AND e.metadata::jsonb = incoming.metadata::jsonb
  ) THEN
    kind := 'duplicate';
    SELECT e.version, e.position INTO last_version, last_position
    FROM ${schema}.events e
    WHERE e.stream_id = target_stream AND e.version = first_version + cardinality(ids) - 1;
  ELSE
    kind := 'id-reused';
    detail := to_json(known_id);
  END IF;
END $$;
`;
}
