/**
 * The append: lock, look, write. One call, one round trip, one transaction. This function executes a batch of appends;
 * `append_one` executes a single append.
 *
 * WHY NO CONFLICT IS EVER MERGED
 *
 * 1. An append holds the lock of its stream from before its first look until its transaction ends. PostgreSQL releases
 *    the lock only after the commit is visible to all sessions. So between a look at a stream and the write that depends
 *    on it, no other session writes to that stream.
 * 2. Each look is a statement of its own that begins after the lock is held. Under READ COMMITTED every statement of a
 *    VOLATILE function has its own snapshot, so it sees everything that earlier holders of the lock have committed. (A
 *    single statement that locks and looks would use a snapshot from before its wait. REPEATABLE READ would use one from
 *    before the whole call, and is refused.)
 * 3. The appends of a batch are executed in their order. The events of an accepted append are pending until they are
 *    written. They are written before any later append looks that could see the difference: one that shares an event id
 *    with them, or that can conflict with a pending type. All other appends only need the stream's new version.
 * 4. There are two backstops. If a look misses events between 'check after' and the stream's version, it raises an error:
 *    if the append is near, for any missing event; if it is far behind, for a missing first event (see conflicts.ts). And
 *    UNIQUE (stream_id, version) refuses a write that a broken lock would let through.
 *
 * WHY THERE IS NO DEADLOCK BETWEEN BATCHES: a batch takes all of its stream locks in one statement, in the order of their
 * keys. It is the order of keys and not of names, because two names can have the same key. Such a collision costs a wait
 * and never gives a wrong answer.
 *
 * Refusals are rows and not errors, so a refused append does not affect the others. No plan depends on the planner's
 * statistics, which are wrong for a table that has just begun to grow: every look uses an index, always the same one.
 */

import { isUnexpected, PRECAUTIONS, SETTINGS, streamKey, streamVersion } from "./append-parts.ts";
import { pinHighWaterMark } from "./high-water-mark.ts";
import { RAISED } from "./codes.ts";

/**
 * The function `append`. Its arrays have one element for each append (`stream_ids` to `event_counts`), or one for each
 * event of all appends (`event_appends` to `event_metadata`). It returns one row for each append, in their order.
 *
 * - `expected_versions`: versions, or the codes in `EXPECTED`, or `LOOK_UP`.
 * - `checks_after`, `conflicts_with`: if either is null, the append is not checked for conflicts.
 * - `event_appends`: the number of the event's append, from 1. `event_indexes`: the event's place in it, from 0.
 * - `new_rule_sets`, `new_rule_sets_json`: fingerprints and JSON of rule sets that may not be stored yet.
 */
export function appendSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.append(
  durability text,
  lock_timeout text,
  stream_ids text[],
  expected_versions bigint[],
  checks_after bigint[],
  conflicts_with jsonb[],
  append_ids text[],
  rule_sets text[],
  event_counts integer[],
  event_appends integer[],
  event_indexes integer[],
  event_ids text[],
  event_types text[],
  event_data text[],
  event_metadata text[],
  new_rule_sets text[],
  new_rule_sets_json text[]
) RETURNS TABLE (
  kind text,
  first_version bigint,
  last_version bigint,
  last_position bigint,
  conflict_count bigint,
  detail json
)${SETTINGS}
AS $$
#variable_conflict use_column
DECLARE
  batch_size constant integer := cardinality(stream_ids);
  possible_duplicates integer[];          -- appends with an event id that is, or may be, in their stream already
  heads bigint[];                         -- versions of the streams, with pending events
  written bigint[];                       -- versions of the streams in the table
  slots integer[];                        -- the index of each append's stream in both: the stream's first append
  slot integer;                           -- the index of the current append's stream
  needs_check boolean;
  candidate_types text[];
  pending integer[] := '{}';              -- accepted events that are not in the table yet,
  pending_versions bigint[] := '{}';      -- with their versions
  pending_positions bigint[] := '{}';     -- and positions;
  pending_types text[] := '{}';           -- their types, each once
  first_event integer := 1;
  pinned boolean := false;
  row_count integer;
BEGIN${PRECAUTIONS}

  -- LOCK every stream of the batch, in the order of the keys.
  PERFORM pg_advisory_xact_lock(stream_key) FROM (
    SELECT DISTINCT ${streamKey(schema, "stream_id")} AS stream_key
    FROM unnest(stream_ids) AS batch(stream_id)
    ORDER BY stream_key
    OFFSET 0
  ) AS sorted;

  slots := ARRAY(
    SELECT min(batch.n) OVER (PARTITION BY batch.stream_id COLLATE "C")
    FROM unnest(stream_ids) WITH ORDINALITY AS batch(stream_id, n)
    ORDER BY batch.n
  );

  -- LOOK for the version of every stream.
  written := ARRAY(
    SELECT CASE WHEN slots[batch.n] = batch.n THEN ${streamVersion(schema, "batch.stream_id")} END
    FROM unnest(stream_ids) WITH ORDINALITY AS batch(stream_id, n)
    ORDER BY batch.n
  );
  heads := written;

  -- LOOK for event ids that are in their stream already, or occur twice in the batch.
  possible_duplicates := ARRAY(
    SELECT incoming.append FROM unnest(event_appends, event_ids) AS incoming(append, id)
    WHERE (SELECT e.version FROM ${schema}.events e
           WHERE e.stream_id = stream_ids[incoming.append] AND e.id = incoming.id) IS NOT NULL
  );
  IF batch_size > 1 THEN
    possible_duplicates := possible_duplicates || ARRAY(
      SELECT unnest(array_agg(incoming.append)) FROM unnest(event_appends, event_ids) AS incoming(append, id)
      GROUP BY stream_ids[incoming.append], incoming.id
      HAVING count(*) > 1
    );
  END IF;

  -- One append after the other. The turn after the last one only writes.
  FOR n IN 1 .. batch_size + 1 LOOP
    slot := slots[n];
    needs_check := coalesce(checks_after[n] < heads[slot] AND conflicts_with[n] IS NOT NULL, false);
    IF needs_check THEN
      candidate_types := ${schema}.candidate_types(conflicts_with[n]);
    END IF;

    -- WRITE the pending events: at the end, or if this append must see them.
    IF cardinality(pending) > 0 AND (n > batch_size OR heads[slot] > written[slot] AND (
      n = ANY (possible_duplicates) OR needs_check AND (candidate_types IS NULL OR candidate_types && pending_types)
    )) THEN
      IF cardinality(new_rule_sets) > 0 THEN
        INSERT INTO ${schema}.rule_sets (fingerprint, canonical_json)
        SELECT DISTINCT ON (new.fingerprint) new.fingerprint, new.canonical_json
        FROM unnest(pending) AS accepted(event)
        JOIN unnest(new_rule_sets, new_rule_sets_json) AS new(fingerprint, canonical_json)
          ON new.fingerprint = rule_sets[event_appends[accepted.event]]
        ORDER BY new.fingerprint
        ON CONFLICT DO NOTHING;
      END IF;

      INSERT INTO ${schema}.events (
        position, stream_id, version, id, type, data, metadata, recorded_at,
        expected_version, append_id, append_index, append_count, rule_set
      )
      SELECT
        accepted.position, stream_ids[append], accepted.version,
        event_ids[event], event_types[event], event_data[event]::json, event_metadata[event]::json, clock_timestamp(),
        expected_versions[append], append_ids[append], event_indexes[event], event_counts[append], judged.id
      FROM unnest(pending, pending_versions, pending_positions) AS accepted(event, version, position)
      CROSS JOIN LATERAL (SELECT event_appends[event]) AS of(append)
      LEFT JOIN ${schema}.rule_sets judged ON judged.fingerprint = rule_sets[append]
      WHERE rule_sets[append] IS NULL OR judged.id IS NOT NULL;

      GET DIAGNOSTICS row_count = ROW_COUNT;
      IF row_count <> cardinality(pending) THEN
        RAISE EXCEPTION USING ERRCODE = '${RAISED.ruleSetMissing}', MESSAGE = 'a rule set is not stored';
      END IF;
      written := heads;
      pending := '{}';
      pending_versions := '{}';
      pending_positions := '{}';
      pending_types := '{}';
    END IF;
    EXIT WHEN n > batch_size;

    kind := NULL;
    conflict_count := NULL;
    detail := NULL;

    -- 1. The same events again?
    IF n = ANY (possible_duplicates) THEN
      SELECT * INTO kind, first_version, last_version, last_position, detail
      FROM ${schema}.repetition(
        stream_ids[n],
        event_ids[first_event : first_event + event_counts[n] - 1],
        event_types[first_event : first_event + event_counts[n] - 1],
        event_data[first_event : first_event + event_counts[n] - 1],
        event_metadata[first_event : first_event + event_counts[n] - 1]
      );
    END IF;

    -- 2. Does the stream have the expected version?
    IF kind IS NULL AND ${isUnexpected("heads[slot]", "expected_versions[n]", "checks_after[n]")} THEN
      kind := 'wrong-version';
      last_version := heads[slot];
    END IF;

    -- 3. Does an event conflict that is in the table after the version the caller has seen? Pending events do not.
    IF kind IS NULL AND needs_check AND checks_after[n] < written[slot] THEN
      SELECT * INTO kind, conflict_count, detail
      FROM ${schema}.conflicts(stream_ids[n], checks_after[n], written[slot], conflicts_with[n], candidate_types);
      last_version := heads[slot];
    END IF;

    -- 4. Accepted. It gets its versions, and only now its positions.
    IF kind IS NULL THEN
      IF NOT pinned THEN
        PERFORM ${pinHighWaterMark(schema)};
        pinned := true;
      END IF;
      kind := CASE WHEN expected_versions[n] BETWEEN 0 AND heads[slot] - 1 THEN 'merged' ELSE 'appended' END;
      first_version := heads[slot] + 1;
      last_version := heads[slot] + event_counts[n];
      FOR event IN first_event .. first_event + event_counts[n] - 1 LOOP
        last_position := nextval('${schema}.positions');
        pending := pending || event;
        pending_versions := pending_versions || (first_version + event - first_event);
        pending_positions := pending_positions || last_position;
        IF event_types[event] <> ALL (pending_types) THEN
          pending_types := pending_types || event_types[event];
        END IF;
      END LOOP;
      heads[slot] := last_version;
    END IF;

    first_event := first_event + event_counts[n];
    RETURN NEXT;
  END LOOP;
END $$;
`;
}
