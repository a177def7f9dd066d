/** The append of a batch: its locks, its looks, the order of its steps, and what it sees and writes. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const append = { file: "packages/adapter-postgres/src/sql/append.ts", suite: "postgres" } as const;
const dependents = { file: "packages/adapter-postgres/src/append/dependents.ts", suite: "postgres" } as const;
const looks = { file: "packages/adapter-postgres/src/append/looks.ts", suite: "postgres" } as const;
const outcomes = { file: "packages/adapter-postgres/src/append/append-batch.ts", suite: "postgres" } as const;

const interleavings = integrationTests("interleavings");
const batches = integrationTests("batches");
const readers = integrationTests("interleavings-of-readers");
const backstops = integrationTests("backstops");

const LOCKS = `  PERFORM pg_advisory_xact_lock(stream_key) FROM (
    SELECT DISTINCT \${streamKey(schema, "stream_id")} AS stream_key
    FROM unnest(streams) AS batch(stream_id)
    ORDER BY stream_key
    OFFSET 0
  ) AS sorted;
`;
const HEADS = `  written := ARRAY(
    SELECT \${streamVersion(schema, "batch.stream_id")}
    FROM unnest(streams) WITH ORDINALITY AS batch(stream_id, n)
    ORDER BY batch.n
  );
`;

export const postgresAppendMutants: readonly Mutant[] = [
  {
    ...append,
    name: "a batch takes no lock",
    find: "PERFORM pg_advisory_xact_lock(stream_key) FROM (",
    replace: "PERFORM stream_key FROM (",
    tests: interleavings,
  },
  {
    ...append,
    name: "a batch continues if the stream is locked",
    find: "pg_advisory_xact_lock(stream_key)",
    replace: "pg_try_advisory_xact_lock(stream_key)",
    tests: interleavings,
  },
  {
    ...append,
    name: "a batch takes a shared lock",
    find: "pg_advisory_xact_lock(stream_key)",
    replace: "pg_advisory_xact_lock_shared(stream_key)",
    tests: interleavings,
  },
  {
    ...append,
    name: "only the first stream of a batch is locked",
    find: "FROM unnest(streams) AS batch(stream_id)\n    ORDER BY stream_key",
    replace: "FROM unnest(streams[:1]) AS batch(stream_id)\n    ORDER BY stream_key",
    tests: integrationTests("races"),
  },
  {
    ...append,
    name: "locks are taken in the order of the batch",
    find: "SELECT DISTINCT ${streamKey",
    replace: "SELECT ${streamKey",
    and: [{ find: "    ORDER BY stream_key\n    OFFSET 0", replace: "    OFFSET 0" }],
    tests: interleavings,
  },
  {
    ...append,
    name: "versions are read before the lock is held",
    find: LOCKS,
    replace: `${HEADS}${LOCKS}`,
    and: [{ find: `${HEADS}  heads := written;`, replace: "  heads := written;" }],
    tests: interleavings,
  },
  {
    ...append,
    name: "one statement locks and reads the versions",
    find: LOCKS,
    replace: "",
    and: [
      {
        find: HEADS,
        replace: `  written := ARRAY(
    SELECT \${streamVersion(schema, "batch.stream_id")}
    FROM (
      SELECT locked.stream_id, locked.n, pg_advisory_xact_lock(
        \${streamKey(schema, "locked.stream_id")}
      ) FROM unnest(streams) WITH ORDINALITY AS locked(stream_id, n)
      OFFSET 0
    ) AS batch
    ORDER BY batch.n
  );
`,
      },
    ],
    tests: interleavings,
  },
  {
    ...append,
    name: "ids are not looked for",
    find: "IF (SELECT true FROM ${schema}.events e WHERE e.id = ANY (event_ids) LIMIT 1) THEN",
    replace: "IF false THEN",
    tests: batches,
  },
  {
    ...append,
    name: "the ids of an append are looked for in the streams of other appends",
    find: "e.stream_id = streams[stream_numbers[incoming.append]] AND e.id",
    replace: "e.stream_id = streams[1] AND e.id",
    tests: batches,
  },
  {
    ...append,
    name: "the version is checked before the ids",
    find: "IF kind IS NULL AND ${isUnexpected(",
    replace: "IF ${isUnexpected(",
    tests: [...batches, ...integrationTests("differential")],
  },
  {
    ...append,
    name: "conflicts are checked before the ids",
    find: "IF kind IS NULL AND conflicts_with[suspect] IS NOT NULL",
    replace: "IF conflicts_with[suspect] IS NOT NULL",
    tests: interleavings,
  },
  {
    ...append,
    name: "the expected version is not looked at",
    find: `
      OR \${isUnexpected("written[batch.stream]", "batch.expected_version", "batch.check_after")}`,
    replace: "",
    tests: batches,
  },
  {
    ...append,
    name: "a missing first event is not noticed",
    find: "WHERE batch.stream = ANY (damaged)",
    replace: "WHERE batch.stream = ANY (damaged) AND policies_apply",
    tests: backstops,
  },
  {
    ...append,
    name: "rows that a policy hides go unnoticed in a batch",
    find: "policies_apply OR (",
    replace: "(",
    tests: integrationTests("security"),
  },
  {
    ...append,
    name: "events of the listed types are not looked for",
    find: "WHERE found.value IS NULL AND newest[found.look] > checks_after[found.append]",
    replace: "WHERE false",
    tests: interleavings,
  },
  {
    ...append,
    name: "the oldest event of a type is looked for, not the newest",
    find: "ORDER BY e.type DESC, e.version DESC LIMIT 1\n",
    replace: "ORDER BY e.type DESC, e.version LIMIT 1\n",
    tests: batches,
  },
  {
    ...append,
    name: "an event of any type is not looked for",
    find: "WHEN look.type IS NULL THEN written[look.stream] ELSE",
    replace: "WHEN look.type IS NULL THEN NULL ELSE",
    tests: batches,
  },
  {
    ...append,
    name: "payloads are not looked at",
    find: "IF array_remove(look_keys, NULL) <> '{}' THEN",
    replace: "IF false THEN",
    tests: batches,
  },
  {
    ...append,
    name: "a committed field in doubt is compatible",
    find: "OR found.look IN (SELECT look FROM committed WHERE value IS NULL)",
    replace: "",
    tests: batches,
  },
  {
    ...append,
    name: "an equal field is compatible",
    find: "(found.look, ${schema}.comparable(found.value::json, '{}')) IN (SELECT look, value FROM committed)",
    replace: "false",
    tests: batches,
  },
  {
    ...append,
    name: "in a batch, what an index could find is not looked for",
    find: "        indexed[found.look] OR\n",
    replace: "",
    tests: integrationTests("far-behind"),
  },
  {
    ...looks,
    name: "payloads are only looked at after the newest of the versions that the appends have seen",
    find: "look.after > checkAfter",
    replace: "look.after < checkAfter",
    tests: batches,
  },
  {
    ...looks,
    name: "appends to different streams share a look",
    find: "JSON.stringify([stream, type, path])",
    replace: "JSON.stringify([type, path])",
    tests: batches,
  },
  {
    ...append,
    name: "an append that depends on its batch is accepted unseen",
    find: "suspects := dependents || ARRAY(",
    replace: "suspects := ARRAY(",
    tests: batches,
  },
  {
    ...append,
    name: "an append does not see earlier appends of its batch",
    find: "IF waiting > 0 AND (suspect > batch_size OR suspect = ANY (dependents)) THEN",
    replace: "IF waiting > 0 AND suspect > batch_size THEN",
    tests: batches,
  },
  {
    ...append,
    name: "events are written twice",
    find: "WHERE append > saved AND first_versions[append] IS NOT NULL",
    replace: "WHERE first_versions[append] IS NOT NULL",
    tests: batches,
  },
  {
    ...append,
    name: "two appends of a batch get the same version",
    find: "      heads[stream_numbers[n]] := heads[stream_numbers[n]] + event_counts[n];\n",
    replace: "",
    tests: batches,
  },
  {
    ...append,
    name: "an accepted suspect and the append after it get the same version",
    find: "      heads[stream_numbers[suspect]] := heads[stream_numbers[suspect]] + event_counts[suspect];\n",
    replace: "",
    tests: batches,
  },
  {
    ...append,
    name: "a suspect is not checked for conflicts",
    find: "IF kind IS NULL AND conflicts_with[suspect] IS NOT NULL",
    replace: "IF false",
    tests: interleavings,
  },
  {
    ...append,
    name: "a suspect's version is not checked",
    find: "IF kind IS NULL AND ${isUnexpected(",
    replace: "IF false AND ${isUnexpected(",
    tests: batches,
  },
  {
    ...append,
    name: "a position is taken before it is clear whether it is needed",
    find: "    decided := suspect;\n",
    replace: "    decided := suspect;\n    PERFORM nextval('${schema}.positions');\n",
    tests: readers,
  },
  {
    ...append,
    name: "a batch does not pin the high-water mark",
    find: "PERFORM ${pinHighWaterMark(schema)};",
    replace: "NULL;",
    tests: readers,
  },
  {
    ...append,
    name: "a batch pins the high-water mark after it has taken a position",
    find: "      PERFORM ${pinHighWaterMark(schema)};\n",
    replace: "      PERFORM nextval('${schema}.positions');\n      PERFORM ${pinHighWaterMark(schema)};\n",
    tests: readers,
  },
  {
    ...append,
    name: "the rules that judged are not recorded",
    find: "IF array_remove(rule_sets_json, NULL) <> '{}' THEN",
    replace: "IF false THEN",
    and: [
      {
        find: `
          AND (judged_by[append] IS NULL OR rule_set_ids[judged_by[append]] IS NOT NULL)`,
        replace: "",
      },
    ],
    tests: backstops,
  },
  {
    ...append,
    name: "events are written although their rule set is not stored",
    find: `
          AND (judged_by[append] IS NULL OR rule_set_ids[judged_by[append]] IS NOT NULL)`,
    replace: "",
    tests: backstops,
  },
  {
    ...append,
    name: "a rule set that another append has stored in the meantime is an error",
    find: "        ORDER BY new.fingerprint\n        ON CONFLICT DO NOTHING;",
    replace: "        ORDER BY new.fingerprint;",
    tests: interleavings,
  },
  {
    ...append,
    name: "the rules of refused appends are stored too",
    find: "          WHERE accepted.version IS NOT NULL\n",
    replace: "",
    tests: batches,
  },
  {
    ...append,
    name: "provenance loses the caller's expected version",
    find: "expected_versions[append], append_ids[append]",
    replace: "first_versions[append] - 1, append_ids[append]",
    tests: integrationTests("differential"),
  },
  {
    ...dependents,
    name: "an id that occurs twice in a batch is not noticed",
    find: " || events.some(({ id }) => earlier.hasId(id))",
    replace: "",
    tests: batches,
  },
  {
    ...dependents,
    name: "two appends of a batch can both expect no stream",
    find: 'expectedVersion === "noStream" || ',
    replace: "",
    tests: batches,
  },
  {
    ...dependents,
    name: "appends of a batch do not conflict with each other",
    find: 'return conflictsWith === "any-event" || conflictsWith.some((matcher) => earlier.mayMatch(matcher));',
    replace: "return false;",
    tests: batches,
  },
  {
    ...dependents,
    name: "conflicts that do not follow from one type are not seen within a batch",
    find: "!matcher.anythingExcept.includes(type)",
    replace: "false && !matcher.anythingExcept.includes(type)",
    tests: batches,
  },
  {
    ...dependents,
    name: "a field in doubt is compatible within a batch",
    find: " || values.has(undefined)",
    replace: "",
    tests: batches,
  },
  {
    ...dependents,
    name: "only the first event of a type is compared within a batch",
    find: "known.read < events.length",
    replace: "known.read < 1",
    tests: batches,
  },
  {
    ...looks,
    name: "only the first matcher is looked for",
    find: "[ANY_EVENT] : conflictsWith",
    replace: "[ANY_EVENT] : conflictsWith.slice(0, 1)",
    tests: batches,
  },
  {
    ...looks,
    name: "an inequality narrows a look down like an equality",
    find: 'where.find(({ operator }) => operator === "=")',
    replace: "where[0]",
    tests: integrationTests("differential"),
  },
  {
    file: "packages/adapter-postgres/src/append/batch-parameters.ts",
    suite: "postgres",
    name: "the beginning of a history is looked for after the newest of the versions that the appends have seen",
    find: "Math.min(lowest[at] ?? checkAfter, checkAfter)",
    replace: "Math.max(lowest[at] ?? checkAfter, checkAfter)",
    tests: backstops,
  },
  {
    ...outcomes,
    name: "a merged append is reported as appended",
    find: '? "merged" : "appended"',
    replace: '? "appended" : "appended"',
    tests: interleavings,
  },
];
