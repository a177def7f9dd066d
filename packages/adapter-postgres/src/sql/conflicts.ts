/** Step 3 of an append: does an event conflict that was committed after the version the caller has seen? */

import { MAX_REPORTED_CONFLICTS } from "@truce/core/adapter";

import { eventColumns } from "./event-columns.ts";
import { RAISED } from "./codes.ts";
import { FAR } from "./field-indexes.ts";
import { comparableField } from "./matching.ts";

/**
 * The functions `conflicting_versions` and `conflicts`.
 *
 * `conflicting_versions` returns the versions of all conflicting events after `check_after`, in order. It reads the events
 * of each type that can conflict by index, and no others. It reads a payload only if a matcher compares it. So its cost
 * depends on the number of those events, not on how far behind the append is.
 *
 * `conflicts` returns 'conflict', the number of conflicting events, and the first of them as JSON. If there are none, it
 * returns nulls.
 *
 * INVARIANT: the caller holds the stream's lock, `upto` is the stream's version in the table, and `check_after` is
 * below it.
 *
 * BACKSTOP: if the first unseen event is missing, this raises an error, so that nothing is merged over a history that was
 * cut short. If row-level security applies, policies could hide any event, so all unseen events are counted.
 */
export function conflictsSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.conflicting_versions(
  target_stream text,
  check_after bigint,
  upto bigint,
  conflicts_with jsonb
) RETURNS bigint[]
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  types text[];                           -- the types that can conflict, each once
  candidate_type text;
  matcher jsonb;
  path text[];                            -- the path of a field that must be equal,
  key text;                               -- its first key,
  rest text[];                            -- its other keys,
  value text;                             -- and what the field must be equal to
  versions bigint[] := '{}';
BEGIN
  SELECT CASE WHEN bool_and(matcher ? 'type') THEN array_agg(DISTINCT matcher ->> 'type') END INTO types
  FROM jsonb_array_elements(conflicts_with) AS matchers(matcher);
  IF types IS NULL AND conflicts_with <> '[]' THEN
    -- A matcher has 'anythingExcept': every type of the stream. Each is found by one index lookup from the type before it.
    types := ARRAY(
      WITH RECURSIVE types(type) AS (
        SELECT min(e.type) FROM ${schema}.events e WHERE e.stream_id = target_stream
        UNION ALL
        SELECT (SELECT min(e.type) FROM ${schema}.events e WHERE e.stream_id = target_stream AND e.type > types.type)
        FROM types WHERE types.type IS NOT NULL
      )
      SELECT type FROM types WHERE type IS NOT NULL
    );
  END IF;

  FOREACH candidate_type IN ARRAY coalesce(types, '{}') LOOP
    CONTINUE WHEN NOT EXISTS (
      SELECT FROM ${schema}.events e
      WHERE e.stream_id = target_stream AND e.type = candidate_type AND e.version > check_after
    );
    FOR matcher IN
      SELECT one FROM jsonb_array_elements(conflicts_with) AS matchers(one) WHERE ${schema}.selects(one, candidate_type)
    LOOP
      -- One equality narrows the events down, in a plain expression. Only what is left is matched exactly.
      SELECT ARRAY(SELECT jsonb_array_elements_text(comparison -> 'path')), ${schema}.comparable((comparison -> 'value')::json, '{}')
      INTO path, value
      FROM jsonb_array_elements(matcher -> 'where') AS comparisons(comparison)
      WHERE comparison ->> 'operator' = '='
      LIMIT 1;
      IF path IS NOT NULL AND upto - check_after > ${FAR} AND ${schema}.has_field_index(path) THEN
        versions := versions || ARRAY(
          SELECT found.version FROM ${schema}.indexed_versions(target_stream, candidate_type, check_after, path, value)
            AS found(version)
          WHERE (
            SELECT ${schema}.matches(jsonb_build_array(matcher), candidate_type, e.data::jsonb) FROM ${schema}.events e
            WHERE e.stream_id = target_stream AND e.version = found.version
          )
        );
        CONTINUE;
      END IF;
      key := path[1];
      rest := nullif(path[2:], '{}');
      versions := versions || ARRAY(
        SELECT e.version FROM (
          SELECT e.version, e.data, CASE WHEN key IS NOT NULL THEN e.data -> key END AS field FROM ${schema}.events e
          WHERE e.stream_id = target_stream AND e.type = candidate_type AND e.version > check_after
          OFFSET 0
        ) AS e
        -- CASE keeps the order: the planner would call the function first.
        WHERE CASE WHEN key IS NULL OR coalesce(${comparableField(schema, "field", "rest")} = value, true)
          THEN matcher -> 'where' = '[]' OR ${schema}.matches(jsonb_build_array(matcher), candidate_type, e.data::jsonb)
        END
      );
    END LOOP;
  END LOOP;
  RETURN ARRAY(SELECT DISTINCT version FROM unnest(versions) AS conflicting(version) ORDER BY version);
END $$;

CREATE OR REPLACE FUNCTION ${schema}.conflicts(
  target_stream text,
  check_after bigint,
  upto bigint,
  conflicts_with jsonb,
  OUT kind text,
  OUT conflict_count bigint,
  OUT detail json
)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  unseen constant bigint := upto - check_after;
  versions bigint[];
BEGIN
  IF (CASE WHEN row_security_active('${schema}.events')
    THEN unseen <> (SELECT count(*) FROM ${schema}.events e WHERE e.stream_id = target_stream AND e.version > check_after)
    ELSE NOT EXISTS (SELECT FROM ${schema}.events e WHERE e.stream_id = target_stream AND e.version = check_after + 1)
  END) THEN
    RAISE EXCEPTION USING
      ERRCODE = '${RAISED.historyIncomplete}',
      MESSAGE = format('of the events after version %s of a stream at version %s some are missing', check_after, upto);
  END IF;

  IF jsonb_typeof(conflicts_with) <> 'array' THEN
    conflict_count := unseen;
    versions := ARRAY(SELECT generate_series(check_after + 1, least(upto, check_after + ${MAX_REPORTED_CONFLICTS})));
  ELSE
    versions := ${schema}.conflicting_versions(target_stream, check_after, upto, conflicts_with);
    conflict_count := cardinality(versions);
  END IF;
  IF conflict_count = 0 THEN
    conflict_count := NULL;
    RETURN;
  END IF;

  kind := 'conflict';
  detail := (
    SELECT json_agg(reported) FROM (
      SELECT ${eventColumns(schema)} FROM ${schema}.events e
      WHERE e.stream_id = target_stream AND e.version = ANY (versions[:${MAX_REPORTED_CONFLICTS}])
      ORDER BY e.version
    ) AS reported
  );
END $$;
`;
}
