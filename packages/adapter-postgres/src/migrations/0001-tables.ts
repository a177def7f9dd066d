/** Version 1 of the schema: the tables. The SQL in here is frozen once it is released. */

/**
 * `events` has one row per event, which is never changed.
 *
 * - Names are compared byte by byte (`COLLATE "C"`), because some collations treat different names as equal.
 * - Payload and metadata are `json`, which keeps the order of keys and the spelling of numbers. The conflict check reads
 *   them as `jsonb`, so the CHECK constraints refuse JSON that cannot become `jsonb`.
 * - `expected_version` is the version that the caller expected, or -1 'any', -2 'noStream', -3 'streamExists'.
 * - `events_type` finds the events of the types that can conflict, however many other events an append has not seen. It makes a bulk INSERT about a sixth slower, and an append hardly at all.
 *
 * `processors` and `processor_partitions` have the state of processors. A row of `processors` fixes the number of partitions
 * for as long as it exists, so two processes never divide the streams in two ways. Each lease has an id of its own, and
 * a checkpoint moves only under the lease that the row has.
 */
export function tablesSql(schema: string): string {
  return `
CREATE SEQUENCE ${schema}.positions AS bigint CACHE 1;

CREATE TABLE ${schema}.rule_sets (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fingerprint text COLLATE "C" NOT NULL CONSTRAINT rule_sets_fingerprint UNIQUE,
  canonical_json text NOT NULL
);

CREATE TABLE ${schema}.events (
  position bigint NOT NULL CONSTRAINT events_position PRIMARY KEY,
  version bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  expected_version bigint NOT NULL,
  rule_set integer,
  append_index integer NOT NULL,
  append_count integer NOT NULL,
  stream_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  append_id text COLLATE "C" NOT NULL,
  data json NOT NULL,
  metadata json NOT NULL,
  CONSTRAINT events_version UNIQUE (stream_id, version),
  CONSTRAINT events_id UNIQUE (id, stream_id),
  CONSTRAINT events_data_comparable CHECK (data::jsonb IS NOT NULL),
  CONSTRAINT events_metadata_comparable CHECK (metadata::jsonb IS NOT NULL)
);

CREATE INDEX events_type ON ${schema}.events (stream_id, type, version);

CREATE TABLE ${schema}.processors (
  name text COLLATE "C" NOT NULL CONSTRAINT processors_name PRIMARY KEY,
  partitions integer NOT NULL
);

CREATE TABLE ${schema}.processor_partitions (
  processor text COLLATE "C" NOT NULL
    CONSTRAINT processor_partitions_processor REFERENCES ${schema}.processors ON DELETE CASCADE,
  partition integer NOT NULL,
  lease_id text COLLATE "C",
  leased_until timestamptz,
  position bigint NOT NULL DEFAULT 0,
  event_id text COLLATE "C",
  CONSTRAINT processor_partitions_partition PRIMARY KEY (processor, partition)
);

CREATE TABLE ${schema}.parked_events (
  processor text COLLATE "C" NOT NULL
    CONSTRAINT parked_events_processor REFERENCES ${schema}.processors ON DELETE CASCADE,
  partition integer NOT NULL,
  position bigint NOT NULL,
  stream_id text COLLATE "C" NOT NULL,
  problem text NOT NULL,
  is_due boolean NOT NULL,
  CONSTRAINT parked_events_position PRIMARY KEY (processor, position)
);

CREATE TABLE ${schema}.snapshots (
  stream_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  decider_version bigint NOT NULL,
  version bigint NOT NULL,
  append_id text COLLATE "C" NOT NULL,
  state text NOT NULL,
  CONSTRAINT snapshots_name PRIMARY KEY (stream_id, name)
);
`;
}
