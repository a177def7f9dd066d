/** Step 3 of an append: does an event conflict that was committed after the version the caller has seen? */

import { MAX_REPORTED_CONFLICTS } from "@truce/core/adapter";

import { eventColumns } from "./event-columns.ts";
import { RAISED } from "./codes.ts";

/** Up to this number of unseen events, each is looked at. That takes less than a millisecond. */
export const NEAR = 1000;

/**
 * The function `conflicts`. It returns 'conflict', the number of conflicting events, and the first of them as JSON. If
 * there are none, it returns nulls. `candidate_types` is the result of the function with that name.
 *
 * If the append is near, every unseen event is looked at. If it is far behind, only the events of the candidate types
 * are, and `indexed_conflicts` finds them by index. So the cost depends on the number of those events, not on how far
 * behind the append is.
 *
 * INVARIANT: the caller holds the stream's lock, `upto` is the stream's version in the table, and `check_after` is
 * below it.
 *
 * BACKSTOP: if events were deleted, or a policy hides rows, this raises an error, so that no conflict is merged. If the
 * append is near, or row-level security applies, every unseen event must be there. If it is far behind, the first must be.
 */
export function conflictsSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.conflicts(
  target_stream text,
  check_after bigint,
  upto bigint,
  conflicts_with jsonb,
  candidate_types text[],
  OUT kind text,
  OUT conflict_count bigint,
  OUT detail json
)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  unseen constant bigint := upto - check_after;
  is_far constant boolean := unseen > ${NEAR} AND NOT row_security_active('${schema}.events');
  visible bigint;
  versions bigint[];
BEGIN
  IF is_far THEN
    SELECT count(*) * unseen INTO visible
    FROM ${schema}.events e WHERE e.stream_id = target_stream AND e.version = check_after + 1;
  ELSE
    SELECT count(*), array_agg(seen.version) FILTER (WHERE candidate_types IS NULL OR seen.type = ANY (candidate_types))
    INTO visible, versions
    FROM (
      SELECT e.version, e.type FROM ${schema}.events e
      WHERE e.stream_id = target_stream AND e.version > check_after
      ORDER BY e.version
      OFFSET 0
    ) AS seen;
  END IF;
  IF visible <> unseen THEN
    RAISE EXCEPTION USING
      ERRCODE = '${RAISED.historyIncomplete}',
      MESSAGE = format('of the events after version %s of a stream at version %s some are missing', check_after, upto);
  END IF;

  IF jsonb_typeof(conflicts_with) <> 'array' THEN
    conflict_count := unseen;
    versions := ARRAY(SELECT generate_series(check_after + 1, least(upto, check_after + ${MAX_REPORTED_CONFLICTS})));
  ELSE
    IF is_far THEN
      versions := ${schema}.indexed_conflicts(target_stream, check_after, conflicts_with, candidate_types);
    ELSE
      versions := ARRAY(
        SELECT suspicious.version FROM unnest(versions) AS suspicious(version)
        WHERE (
          SELECT ${schema}.matches(conflicts_with, e.type, e.data::jsonb) FROM ${schema}.events e
          WHERE e.stream_id = target_stream AND e.version = suspicious.version
        )
      );
    END IF;
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
