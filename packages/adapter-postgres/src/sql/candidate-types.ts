/** The event types that can conflict with an append. An append that is far behind looks at no other events. */

/**
 * The functions `candidate_types` and `indexed_conflicts`.
 *
 * `candidate_types` returns the event types that can conflict, each once. It returns null if they cannot be listed: for
 * 'any-event', and if a matcher has `anythingExcept`.
 *
 * `indexed_conflicts` returns the versions of all conflicting events after `check_after`, in order. It reads the events
 * of each candidate type by index, and no others. It reads a payload only if a matcher compares it.
 *
 * INVARIANT: those of `conflicts`, which is the only caller of `indexed_conflicts`. `conflicts_with` is an array.
 */
export function candidateTypesSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.candidate_types(conflicts_with jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  IF jsonb_typeof(conflicts_with) <> 'array' THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT CASE WHEN bool_and(matcher ? 'type') THEN array_agg(DISTINCT matcher ->> 'type') END
    FROM jsonb_array_elements(conflicts_with) AS matchers(matcher)
  );
END $$;

CREATE OR REPLACE FUNCTION ${schema}.indexed_conflicts(
  target_stream text,
  check_after bigint,
  conflicts_with jsonb,
  candidate_types text[]
) RETURNS bigint[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  candidate_type text;
  relevant jsonb;                         -- the matchers for events of this type
  is_certain boolean;                     -- whether one of them matches every payload
  versions bigint[] := '{}';
BEGIN
  IF candidate_types IS NULL THEN
    -- Every type of the stream. Each is found by one index lookup from the type before it.
    candidate_types := ARRAY(
      WITH RECURSIVE types(type) AS (
        SELECT min(e.type) FROM ${schema}.events e WHERE e.stream_id = target_stream
        UNION ALL
        SELECT (SELECT min(e.type) FROM ${schema}.events e WHERE e.stream_id = target_stream AND e.type > types.type)
        FROM types WHERE types.type IS NOT NULL
      )
      SELECT type FROM types WHERE type IS NOT NULL
    );
  END IF;

  FOREACH candidate_type IN ARRAY candidate_types LOOP
    CONTINUE WHEN NOT EXISTS (
      SELECT FROM ${schema}.events e
      WHERE e.stream_id = target_stream AND e.type = candidate_type AND e.version > check_after
    );
    SELECT jsonb_agg(matcher), bool_or(matcher -> 'where' = '[]') INTO relevant, is_certain
    FROM jsonb_array_elements(conflicts_with) AS matchers(matcher)
    WHERE ${schema}.selects(matcher, candidate_type);
    IF is_certain THEN
      versions := versions || ARRAY(
        SELECT e.version FROM ${schema}.events e
        WHERE e.stream_id = target_stream AND e.type = candidate_type AND e.version > check_after
      );
    ELSIF relevant IS NOT NULL THEN
      versions := versions || ARRAY(
        SELECT e.version FROM ${schema}.events e
        WHERE e.stream_id = target_stream AND e.type = candidate_type AND e.version > check_after
          AND ${schema}.matches(relevant, candidate_type, e.data::jsonb)
      );
    END IF;
  END LOOP;
  RETURN ARRAY(SELECT version FROM unnest(versions) AS conflicting(version) ORDER BY version);
END $$;
`;
}
