/**
 * A single append: lock, look, write. It does what `append` does, without the parts that let the appends of a batch see
 * each other (decision 0029 has the measurements). WHY NO CONFLICT IS EVER MERGED is explained in append.ts: points 1, 2
 * and 4 hold here unchanged, and point 3 does not apply. There is one stream and one lock, so there is no deadlock.
 */

import { isUnexpected, PRECAUTIONS, SETTINGS, streamKey, streamVersion } from "./append-parts.ts";
import { pinHighWaterMark } from "./high-water-mark.ts";
import { RAISED } from "./codes.ts";

/**
 * The function `append_one`. It returns one row, the verdict.
 *
 * - `expected_version`: a version, or a code in `EXPECTED`, or `LOOK_UP`.
 * - `check_after`, `conflicts_with`: if either is null, the append is not checked for conflicts.
 * - `rule_set`: a fingerprint, or null. `rule_set_json`: its JSON, if it may not be stored yet.
 */
export function appendOneSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.append_one(
  durability text,
  lock_timeout text,
  target_stream text,
  expected_version bigint,
  check_after bigint,
  conflicts_with jsonb,
  append_id text,
  rule_set text,
  rule_set_json text,
  event_ids text[],
  event_types text[],
  event_data text[],
  event_metadata text[],
  OUT kind text,
  OUT first_version bigint,
  OUT last_version bigint,
  OUT last_position bigint,
  OUT conflict_count bigint,
  OUT detail json
)${SETTINGS}
AS $$
DECLARE
  head bigint;                            -- version of the stream
  may_be_duplicate boolean;                    -- whether one of the event ids is in the stream already
  judged_by integer;
  row_count integer;
BEGIN${PRECAUTIONS}

  -- LOCK the stream.
  PERFORM pg_advisory_xact_lock(${streamKey(schema, "target_stream")});

  -- LOOK for the stream's version, and for event ids that are in the stream already.
  SELECT
    ${streamVersion(schema, "target_stream")},
    EXISTS (
      SELECT FROM unnest(event_ids) AS incoming(id)
      WHERE (SELECT e.version FROM ${schema}.events e WHERE e.stream_id = target_stream AND e.id = incoming.id) IS NOT NULL
    )
  INTO head, may_be_duplicate;

  -- 1. The same events again?
  IF may_be_duplicate THEN
    SELECT * INTO kind, first_version, last_version, last_position, detail
    FROM ${schema}.repetition(target_stream, event_ids, event_types, event_data, event_metadata);
    RETURN;
  END IF;

  -- 2. Does the stream have the expected version?
  IF ${isUnexpected("head", "expected_version", "check_after")} THEN
    kind := 'wrong-version';
    last_version := head;
    RETURN;
  END IF;

  -- 3. Does an event conflict that was committed after the version the caller has seen?
  IF check_after < head AND conflicts_with IS NOT NULL THEN
    SELECT * INTO kind, conflict_count, detail
    FROM ${schema}.conflicts(target_stream, check_after, head, conflicts_with);
    IF kind IS NOT NULL THEN
      last_version := head;
      RETURN;
    END IF;
  END IF;

  -- 4. Accepted. WRITE the rule set and the events, which take their positions in their order.
  IF rule_set IS NOT NULL THEN
    IF rule_set_json IS NOT NULL THEN
      INSERT INTO ${schema}.rule_sets (fingerprint, canonical_json) VALUES (rule_set, rule_set_json)
      ON CONFLICT DO NOTHING;
    END IF;
    SELECT stored.id INTO judged_by FROM ${schema}.rule_sets stored WHERE stored.fingerprint = rule_set;
    IF NOT FOUND THEN
      RAISE EXCEPTION USING ERRCODE = '${RAISED.ruleSetMissing}', MESSAGE = 'a rule set is not stored';
    END IF;
  END IF;

  PERFORM ${pinHighWaterMark(schema)};
  INSERT INTO ${schema}.events (
    position, stream_id, version, id, type, data, metadata, recorded_at,
    expected_version, append_id, append_index, append_count, rule_set
  )
  SELECT
    nextval('${schema}.positions'), target_stream, head + n, id, type, data::json, metadata::json, clock_timestamp(),
    expected_version, append_id, n - 1, cardinality(event_ids), judged_by
  FROM unnest(event_ids, event_types, event_data, event_metadata)
    WITH ORDINALITY AS incoming(id, type, data, metadata, n);
  GET DIAGNOSTICS row_count = ROW_COUNT;
  IF row_count <> cardinality(event_ids) THEN
    RAISE EXCEPTION USING ERRCODE = '${RAISED.historyIncomplete}', MESSAGE = 'not every event was written';
  END IF;

  kind := CASE WHEN expected_version BETWEEN 0 AND head - 1 THEN 'merged' ELSE 'appended' END;
  first_version := head + 1;
  last_version := head + row_count;
  last_position := currval('${schema}.positions');
END $$;
`;
}
