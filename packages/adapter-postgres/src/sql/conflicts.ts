/** Step 3 of an append: does an event conflict that was committed after the version that the caller has seen? */

import { MAX_REPORTED_CONFLICTS } from "@truce/core";

import { eventColumns } from "./event-columns.ts";
import { RAISED } from "./raised.ts";

/**
 * The functions `suspects` and `conflicts`.
 *
 * `suspects`: the only event types that can conflict, or null where those that cannot are easier to name. They are
 * looked for in the index alone; the payloads of all other events are never touched.
 *
 * `conflicts`: 'conflict', how many events conflict, and the first of them as JSON; nothing where none does.
 *
 * INVARIANT: the caller holds the stream's lock, `upto` is the stream's version in the table, and `check_after` is
 * below it. BACKSTOP: unless every single event in between is seen, an error is raised. So neither a history that was
 * cut short nor a policy that hides rows can turn a conflict into a merge.
 */
export function conflictsSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.suspects(conflicts_with jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  IF jsonb_typeof(conflicts_with) <> 'array' THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT CASE WHEN bool_and(matcher ? 'type') THEN array_agg(matcher ->> 'type') END
    FROM jsonb_array_elements(conflicts_with) AS matchers(matcher)
  );
END $$;

CREATE OR REPLACE FUNCTION ${schema}.conflicts(
  of_stream text,
  check_after bigint,
  upto bigint,
  conflicts_with jsonb,
  suspects text[],
  OUT kind text,
  OUT conflict_count bigint,
  OUT detail json
)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  seen bigint;
  versions bigint[];
BEGIN
  SELECT count(*), array_agg(unseen.version) FILTER (WHERE suspects IS NULL OR unseen.type = ANY (suspects))
  INTO seen, versions
  FROM (
    SELECT e.version, e.type FROM ${schema}.events e
    WHERE e.stream_id = of_stream AND e.version > check_after
    ORDER BY e.version
    OFFSET 0
  ) AS unseen;
  IF seen <> upto - check_after THEN
    RAISE EXCEPTION USING
      ERRCODE = '${RAISED.historyIncomplete}',
      MESSAGE = format('%s events are visible after version %s of a stream at version %s', seen, check_after, upto);
  END IF;

  IF jsonb_typeof(conflicts_with) = 'array' THEN
    versions := ARRAY(
      SELECT suspicious.version FROM unnest(versions) AS suspicious(version)
      WHERE (
        SELECT ${schema}.matches(conflicts_with, e.type, e.data::jsonb) FROM ${schema}.events e
        WHERE e.stream_id = of_stream AND e.version = suspicious.version
      )
    );
  END IF;
  IF coalesce(cardinality(versions), 0) = 0 THEN
    RETURN;
  END IF;

  kind := 'conflict';
  conflict_count := cardinality(versions);
  detail := (
    SELECT json_agg(reported) FROM (
      SELECT ${eventColumns(schema)} FROM ${schema}.events e
      WHERE e.stream_id = of_stream AND e.version = ANY (versions[:${MAX_REPORTED_CONFLICTS}])
      ORDER BY e.version
    ) AS reported
  );
END $$;
`;
}
