/** The tables. */

/**
 * One row per event, never changed once it is written.
 *
 * - Names compare byte by byte (`COLLATE "C"`): what looks alike in some language is still different.
 * - Payload and metadata are `json`, so they come back letter by letter: key order, and numbers as they were written.
 *   The checks keep out what could not be compared later, because the conflict check looks at it as `jsonb`.
 * - `expected_version` holds what the caller claimed: a version, or -1 'any', -2 'noStream', -3 'streamExists'.
 * - `events_type` is for appends that are far behind: it finds what is of the types that can conflict, however much
 *   else there is. It makes a bulk INSERT about a sixth slower, and an append next to nothing.
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
`;
}
