/** Which events can conflict at all, by their types: those are looked at, and no others where an append is far behind. */

/**
 * The functions `candidate_types` and `indexed_conflicts`.
 *
 * `candidate_types`: the only event types that can conflict, each once; null where those that cannot are easier to name.
 *
 * `indexed_conflicts`: the versions of all conflicting events after `check_after`, in order. It goes from type to type by
 * index, never through what lies between. Payloads are read where a matcher compares them, and not otherwise.
 *
 * INVARIANT: as for `conflicts`, its only caller; and `conflicts_with` is an array.
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
  relevant jsonb;                         -- the matchers for events of this type,
  is_certain boolean;                     -- and whether one of them matches whatever the payload holds
  versions bigint[] := '{}';
BEGIN
  IF candidate_types IS NULL THEN
    -- Every type of the stream, each found by one step from the type before it.
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
