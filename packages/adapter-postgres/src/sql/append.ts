/**
 * The append: lock, look, write. One call, one round trip, one transaction. This function executes a batch of appends;
 * `append_one` executes a single append.
 *
 * Sets decide: a few statements look for everything that could stand against any append of the batch. An append that
 * nothing stands against is accepted. The others are suspects, and each is decided by itself, in its turn. A look may
 * find too much, which costs time, but never too little.
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
 * 3. The outcome of an append that is not a suspect does not depend on the rest of its batch. Its ids are not in its
 *    stream, and no earlier append of the batch has one of them. Its stream fits its expectation, and does so however
 *    many events the batch adds. No event conflicts that was in the table before the batch, and none of an earlier append
 *    can. Only its version depends on the rest, and versions are given in the order of the batch.
 * 4. The appends of a batch take effect in their order. A suspect is decided by the steps of the adapter contract. The
 *    client names the appends that depend on earlier ones of their batch (`dependents`): those that share an event id
 *    with one, that can conflict with one, or that expect no stream after one. Before such an append is decided, all
 *    earlier events are written, so its looks see them in the table. For any other suspect, earlier appends of its batch
 *    only matter because of the stream's version.
 * 5. There are two backstops. All appends to a stream are suspects if the first event that one of them has not seen is
 *    missing, or if policies could hide events. A decision then raises an error (see conflicts.ts). And UNIQUE (stream_id, version) refuses a write
 *    that a broken lock would let through.
 *
 * WHY THERE IS NO DEADLOCK BETWEEN BATCHES: a batch takes all of its stream locks in one statement, in the order of their
 * keys. It is the order of keys and not of names, because two names can have the same key. Such a collision costs a wait
 * and never gives a wrong answer.
 *
 * Refusals are data and not errors, so a refused append does not affect the others. No plan depends on the planner's
 * statistics, which are wrong for a table that has just begun to grow: every look uses an index, always the same one. A
 * look is a scalar subquery and not EXISTS, which the planner could turn into a scan of the whole table.
 */

import { isUnexpected, PRECAUTIONS, SETTINGS, streamKey, streamVersion } from "./append-parts.ts";
import { pinHighWaterMark } from "./high-water-mark.ts";
import { RAISED } from "./codes.ts";
import { FAR } from "./field-indexes.ts";
import { comparableField } from "./matching.ts";

/**
 * The function `append`. It returns one row.
 *
 * Its parameters are lists. Elements refer to elements of other lists by number, from 1.
 *
 * - `streams`: the streams of the batch, each once. `streams_after`: for each, the lowest version after which an append
 *   checks for conflicts, or null.
 * - For each append: `stream_numbers`, `expected_versions` (versions, or the codes in `EXPECTED`, or `LOOK_UP`),
 *   `checks_after` and `conflicts_with` (JSON; if either is null, the append is not checked for conflicts), `append_ids`,
 *   `judged_by` (the number of a rule set, or null), `event_counts`.
 * - `dependents`: the appends that depend on earlier ones of the batch.
 * - What to look for, each once: `look_streams` and `look_types` (null for events of any type). If a field of the payload
 *   matters: its first key in `look_keys`, its other keys in `look_rests` (an array literal, or null), and in `looks_after`
 *   the lowest version after which an append looks. `looks`, `look_appends` and `look_values` (JSON, or null) say which
 *   append conflicts with what a look finds, and with which value of the field.
 * - `rule_sets`: fingerprints. `rule_sets_json`: their JSON, or null if they are known to be stored.
 * - For each event, in the order of the appends: `event_appends`, `event_indexes` (from 0), and the content.
 *
 * The results are a list of the first versions of the appends (null if it is not written by this call), a list of the
 * positions of all written events, and the answers to the appends that are not written.
 */
export function appendSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.append(
  durability text,
  lock_timeout text,
  streams text[],
  streams_after bigint[],
  stream_numbers integer[],
  expected_versions bigint[],
  checks_after bigint[],
  conflicts_with text[],
  append_ids text[],
  judged_by integer[],
  event_counts integer[],
  dependents integer[],
  look_streams integer[],
  look_types text[],
  look_keys text[],
  look_rests text[],
  looks_after bigint[],
  looks integer[],
  look_appends integer[],
  look_values text[],
  rule_sets text[],
  rule_sets_json text[],
  event_appends integer[],
  event_indexes integer[],
  event_ids text[],
  event_types text[],
  event_data text[],
  event_metadata text[],
  OUT first_versions bigint[],
  OUT positions bigint[],
  OUT answers json
)${SETTINGS}
AS $$
#variable_conflict use_column
DECLARE
  batch_size constant integer := cardinality(stream_numbers);
  policies_apply constant boolean := row_security_active('${schema}.events');
  written bigint[];                       -- versions of the streams in the table
  heads bigint[];                         -- versions of the streams, with the accepted events that are not written yet
  newest bigint[];                        -- for each look, the version of the newest event that it finds
  damaged integer[];                      -- streams in which the first unseen event is missing, or may be hidden
  indexed boolean[];                      -- for each look, whether an index finds the field of unseen events
  suspects integer[];
  suspect integer;
  decided integer := 0;                   -- the last append that is decided
  saved integer := 0;                     -- the last append whose events are in the table, if it was accepted
  waiting integer := 0;                   -- number of accepted events that are not written yet
  first_event integer;
  verdicts json[] := '{}';
  kind text;                              -- the verdict on a suspect
  first_version bigint;
  last_version bigint;
  last_position bigint;
  conflict_count bigint;
  detail json;
  rule_set_ids integer[];
  new_positions bigint[];
BEGIN${PRECAUTIONS}
  first_versions := array_fill(NULL::bigint, ARRAY[batch_size]);
  positions := '{}';

  -- LOCK every stream of the batch, in the order of the keys.
  PERFORM pg_advisory_xact_lock(stream_key) FROM (
    SELECT DISTINCT ${streamKey(schema, "stream_id")} AS stream_key
    FROM unnest(streams) AS batch(stream_id)
    ORDER BY stream_key
    OFFSET 0
  ) AS sorted;

  -- LOOK for the version of every stream.
  written := ARRAY(
    SELECT ${streamVersion(schema, "batch.stream_id")}
    FROM unnest(streams) WITH ORDINALITY AS batch(stream_id, n)
    ORDER BY batch.n
  );
  heads := written;

  -- LOOK for the newest event that each look finds. The order leaves the planner only the index with the type.
  newest := ARRAY(
    SELECT CASE WHEN look.type IS NULL THEN written[look.stream] ELSE (
      SELECT CASE WHEN e.type = look.type THEN e.version END FROM ${schema}.events e
      WHERE e.stream_id = streams[look.stream] AND e.type <= look.type
      ORDER BY e.type DESC, e.version DESC LIMIT 1
    ) END
    FROM unnest(look_streams, look_types) WITH ORDINALITY AS look(stream, type, n)
    ORDER BY look.n
  );

  -- LOOK for the first event that an append of the batch has not seen, in every stream in which one checks for conflicts.
  damaged := ARRAY(
    SELECT n::integer FROM unnest(streams, streams_after) WITH ORDINALITY AS batch(stream_id, after, n)
    WHERE batch.after < written[batch.n] AND (policies_apply OR (
      SELECT e.version FROM ${schema}.events e WHERE e.stream_id = batch.stream_id AND e.version = batch.after + 1
    ) IS NULL)
  );

  -- LOOK for everything that could stand against an append.
  suspects := dependents || ARRAY(
    SELECT n::integer
    FROM unnest(stream_numbers, expected_versions, checks_after) WITH ORDINALITY
      AS batch(stream, expected_version, check_after, n)
    WHERE batch.stream = ANY (damaged)
      OR ${isUnexpected("written[batch.stream]", "batch.expected_version", "batch.check_after")}
    UNION ALL
    SELECT found.append FROM unnest(looks, look_appends, look_values) AS found(look, append, value)
    WHERE found.value IS NULL AND newest[found.look] > checks_after[found.append]
  );
  IF (SELECT true FROM ${schema}.events e WHERE e.id = ANY (event_ids) LIMIT 1) THEN
    suspects := suspects || ARRAY(
      SELECT incoming.append FROM unnest(event_appends, event_ids) AS incoming(append, id)
      WHERE (
        SELECT e.version FROM ${schema}.events e
        WHERE e.stream_id = streams[stream_numbers[incoming.append]] AND e.id = incoming.id
      ) IS NOT NULL
    );
  END IF;
  IF array_remove(look_keys, NULL) <> '{}' THEN
    -- If an append is far behind, and there is an index on the field, each append is decided by itself.
    indexed := ARRAY(
      SELECT written[look.stream] - look.after > ${FAR} AND ${schema}.has_field_index(look.key || coalesce(look.rest::text[], '{}'))
      FROM unnest(look_streams, look_keys, look_rests, looks_after) WITH ORDINALITY AS look(stream, key, rest, after, n)
      ORDER BY look.n
    );
    suspects := suspects || ARRAY(
      WITH committed AS MATERIALIZED (
        SELECT look.n AS look, ${comparableField(schema, "e.field", "look.rest::text[]")} AS value
        FROM unnest(look_streams, look_types, look_keys, look_rests, looks_after) WITH ORDINALITY
          AS look(stream, type, key, rest, after, n)
        CROSS JOIN LATERAL (
          SELECT e.data -> look.key AS field FROM ${schema}.events e
          WHERE e.stream_id = streams[look.stream] AND e.type = look.type AND e.version > look.after
          OFFSET 0
        ) AS e
        WHERE look.key IS NOT NULL AND newest[look.n] > look.after AND NOT indexed[look.n]
      )
      SELECT found.append FROM unnest(looks, look_appends, look_values) AS found(look, append, value)
      WHERE found.value IS NOT NULL AND newest[found.look] > checks_after[found.append] AND (
        indexed[found.look] OR
        (found.look, ${schema}.comparable(found.value::json, '{}')) IN (SELECT look, value FROM committed)
        OR found.look IN (SELECT look FROM committed WHERE value IS NULL)
      )
    );
  END IF;
  suspects := ARRAY(SELECT DISTINCT append FROM unnest(suspects) AS unsorted(append) ORDER BY append);

  FOREACH suspect IN ARRAY suspects || (batch_size + 1) LOOP
    -- ACCEPT all appends up to the next suspect.
    FOR n IN decided + 1 .. suspect - 1 LOOP
      first_versions[n] := heads[stream_numbers[n]] + 1;
      heads[stream_numbers[n]] := heads[stream_numbers[n]] + event_counts[n];
      waiting := waiting + event_counts[n];
    END LOOP;

    -- WRITE the accepted events: at the end, or if this append must see them.
    IF waiting > 0 AND (suspect > batch_size OR suspect = ANY (dependents)) THEN
      IF array_remove(rule_sets_json, NULL) <> '{}' THEN
        INSERT INTO ${schema}.rule_sets (fingerprint, canonical_json)
        SELECT new.fingerprint, new.canonical_json
        FROM unnest(rule_sets, rule_sets_json) WITH ORDINALITY AS new(fingerprint, canonical_json, n)
        WHERE new.canonical_json IS NOT NULL AND new.n IN (
          SELECT accepted.rule_set FROM unnest(judged_by, first_versions) AS accepted(rule_set, version)
          WHERE accepted.version IS NOT NULL
        )
        ORDER BY new.fingerprint
        ON CONFLICT DO NOTHING;
      END IF;
      rule_set_ids := ARRAY(
        SELECT (SELECT stored.id FROM ${schema}.rule_sets stored WHERE stored.fingerprint = judging.fingerprint)
        FROM unnest(rule_sets) WITH ORDINALITY AS judging(fingerprint, n)
        ORDER BY judging.n
      );

      PERFORM ${pinHighWaterMark(schema)};
      WITH new AS (
        INSERT INTO ${schema}.events (
          position, stream_id, version, id, type, data, metadata, recorded_at,
          expected_version, append_id, append_index, append_count, rule_set
        )
        SELECT
          nextval('${schema}.positions'), streams[stream_numbers[append]], first_versions[append] + index,
          id, type, data::json, metadata::json, clock_timestamp(),
          expected_versions[append], append_ids[append], index, event_counts[append], rule_set_ids[judged_by[append]]
        FROM unnest(event_appends, event_indexes, event_ids, event_types, event_data, event_metadata)
          AS incoming(append, index, id, type, data, metadata)
        WHERE append > saved AND first_versions[append] IS NOT NULL
          AND (judged_by[append] IS NULL OR rule_set_ids[judged_by[append]] IS NOT NULL)
        RETURNING position
      )
      SELECT array_agg(position) INTO new_positions FROM new;
      IF coalesce(cardinality(new_positions), 0) <> waiting THEN
        RAISE EXCEPTION USING ERRCODE = '${RAISED.ruleSetMissing}', MESSAGE = 'a rule set is not stored';
      END IF;
      positions := positions || new_positions;
      written := heads;
      saved := suspect - 1;
      waiting := 0;
    END IF;
    EXIT WHEN suspect > batch_size;
    decided := suspect;
    first_event := array_position(event_appends, suspect);

    -- DECIDE the suspect.
    -- 1. The same events again?
    conflict_count := NULL;
    SELECT known.kind, known.first_version, known.last_version, known.last_position, known.detail
    INTO kind, first_version, last_version, last_position, detail
    FROM ${schema}.repetition(
      streams[stream_numbers[suspect]],
      event_ids[first_event : first_event + event_counts[suspect] - 1],
      event_types[first_event : first_event + event_counts[suspect] - 1],
      event_data[first_event : first_event + event_counts[suspect] - 1],
      event_metadata[first_event : first_event + event_counts[suspect] - 1]
    ) AS known;

    -- 2. Does the stream have the expected version?
    IF kind IS NULL AND ${isUnexpected(
      "heads[stream_numbers[suspect]]",
      "expected_versions[suspect]",
      "checks_after[suspect]",
    )} THEN
      kind := 'wrong-version';
      last_version := heads[stream_numbers[suspect]];
    END IF;

    -- 3. Does an event conflict that is in the table after the version the caller has seen?
    IF kind IS NULL AND conflicts_with[suspect] IS NOT NULL
      AND checks_after[suspect] < written[stream_numbers[suspect]]
    THEN
      SELECT found.kind, found.conflict_count, found.detail INTO kind, conflict_count, detail
      FROM ${schema}.conflicts(
        streams[stream_numbers[suspect]], checks_after[suspect], written[stream_numbers[suspect]],
        conflicts_with[suspect]::jsonb
      ) AS found;
      last_version := heads[stream_numbers[suspect]];
    END IF;

    -- 4. Accepted.
    IF kind IS NULL THEN
      first_versions[suspect] := heads[stream_numbers[suspect]] + 1;
      heads[stream_numbers[suspect]] := heads[stream_numbers[suspect]] + event_counts[suspect];
      waiting := waiting + event_counts[suspect];
    ELSE
      verdicts := verdicts || json_build_object(
        'append', suspect, 'kind', kind, 'first_version', first_version,
        'last_version', last_version, 'last_position', last_position,
        'conflict_count', conflict_count, 'detail', detail
      );
    END IF;
  END LOOP;
  answers := array_to_json(verdicts);
END $$;
`;
}
