/** The function `append`, for batches: its locks, the order of its steps, and what it sees and writes. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const append = { file: "packages/adapter-postgres/src/sql/append.ts", suite: "postgres" } as const;

const interleavings = integrationTests("interleavings");
const batches = integrationTests("batches");
const readers = integrationTests("interleavings-of-readers");

const LOCKS = `  PERFORM pg_advisory_xact_lock(stream_key) FROM (
    SELECT DISTINCT \${streamKey(schema, "stream_id")} AS stream_key
    FROM unnest(stream_ids) AS batch(stream_id)
    ORDER BY stream_key
    OFFSET 0
  ) AS sorted;
`;
const HEADS = `    SELECT CASE WHEN slots[batch.n] = batch.n THEN \${streamVersion(schema, "batch.stream_id")} END
    FROM unnest(stream_ids) WITH ORDINALITY AS batch(stream_id, n)
    ORDER BY batch.n
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
    find: "FROM unnest(stream_ids) AS batch(stream_id)\n    ORDER BY stream_key",
    replace: "FROM unnest(stream_ids[:1]) AS batch(stream_id)\n    ORDER BY stream_key",
    tests: integrationTests("races"),
  },
  {
    ...append,
    name: "appends of a batch do not see that they share a stream",
    find: 'min(batch.n) OVER (PARTITION BY batch.stream_id COLLATE "C")',
    replace: "batch.n",
    tests: batches,
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
    replace: `  written := ARRAY(${HEADS.replace("slots[batch.n] = batch.n", "true")}  );\n${LOCKS}`,
    and: [{ find: `  written := ARRAY(\n${HEADS}  );\n  heads := written;`, replace: "  heads := written;" }],
    tests: interleavings,
  },
  {
    ...append,
    name: "one statement locks and checks",
    find: LOCKS,
    replace: "",
    and: [
      {
        find: HEADS,
        replace: `    SELECT \${streamVersion(schema, "batch.stream_id")}
    FROM (
      SELECT locked.stream_id, locked.n, pg_advisory_xact_lock(
        \${streamKey(schema, "locked.stream_id")}
      ) FROM unnest(stream_ids) WITH ORDINALITY AS locked(stream_id, n)
      OFFSET 0
    ) AS batch
    ORDER BY batch.n
`,
      },
    ],
    tests: interleavings,
  },
  {
    ...append,
    name: "ids are not checked at all",
    find: "IF n = ANY (possible_duplicates) THEN",
    replace: "IF false THEN",
    tests: interleavings,
  },
  {
    ...append,
    name: "ids are checked after conflicts",
    find: "    IF n = ANY (possible_duplicates) THEN",
    replace: `    IF needs_check AND checks_after[n] < written[slot] THEN
      SELECT * INTO kind, conflict_count, detail
      FROM \${schema}.conflicts(stream_ids[n], checks_after[n], written[slot], conflicts_with[n], candidate_types);
      last_version := heads[slot];
    END IF;
    IF kind IS NULL AND n = ANY (possible_duplicates) THEN`,
    tests: interleavings,
  },
  {
    ...append,
    name: "ids are checked after the version",
    find: "    IF n = ANY (possible_duplicates) THEN",
    replace: `    IF expected_versions[n] = -2 AND heads[slot] > 0 THEN
      kind := 'wrong-version';
      last_version := heads[slot];
    ELSIF n = ANY (possible_duplicates) THEN`,
    tests: integrationTests("differential"),
  },
  {
    ...append,
    name: "an id that occurs twice in a batch is not noticed",
    find: "HAVING count(*) > 1",
    replace: "HAVING count(*) > 1000000",
    tests: batches,
  },
  {
    ...append,
    name: "an append does not see appends of its batch with the same ids",
    find: "n = ANY (possible_duplicates) OR needs_check AND",
    replace: "needs_check AND",
    tests: batches,
  },
  {
    ...append,
    name: "an append does not see conflicts within its batch",
    find: "needs_check AND (candidate_types IS NULL OR candidate_types && pending_types)",
    replace: "false",
    tests: batches,
  },
  {
    ...append,
    name: "conflicts that do not follow from the type alone are not seen within a batch",
    find: "(candidate_types IS NULL OR candidate_types && pending_types)",
    replace: "(candidate_types && pending_types)",
    tests: batches,
  },
  {
    ...append,
    name: "two appends of a batch get the same version",
    find: "      heads[slot] := last_version;\n",
    replace: "",
    tests: batches,
  },
  {
    ...append,
    name: "conflicts are not checked",
    find: "IF kind IS NULL AND needs_check AND checks_after[n] < written[slot] THEN",
    replace: "IF false THEN",
    tests: interleavings,
  },
  {
    ...append,
    name: "a merged append is reported as appended",
    find: "THEN 'merged' ELSE 'appended' END",
    replace: "THEN 'appended' ELSE 'appended' END",
    tests: interleavings,
  },
  {
    ...append,
    name: "a position is taken before it is clear whether it is needed",
    find: "    kind := NULL;\n",
    replace: "    kind := NULL;\n    last_position := nextval('${schema}.positions');\n",
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
    name: "a batch pins the high-water mark after it has taken positions",
    find: "      IF NOT pinned THEN\n",
    replace: "      IF NOT pinned THEN\n        PERFORM nextval('${schema}.positions');\n",
    tests: readers,
  },
  {
    ...append,
    name: "the rules that judged are not recorded",
    find: "IF cardinality(new_rule_sets) > 0 THEN",
    replace: "IF false THEN",
    and: [
      { find: "WHERE rule_sets[append] IS NULL OR judged.id IS NOT NULL;", replace: ";" },
      {
        find: "RAISE EXCEPTION USING ERRCODE = '${RAISED.ruleSetMissing}'",
        replace: "RAISE WARNING USING ERRCODE = '01000'",
      },
    ],
    tests: integrationTests("backstops"),
  },
  {
    ...append,
    name: "events are written although their rule set is not stored",
    find: "WHERE rule_sets[append] IS NULL OR judged.id IS NOT NULL;",
    replace: ";",
    tests: integrationTests("backstops"),
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
    name: "provenance loses the caller's expected version",
    find: "expected_versions[append], append_ids[append]",
    replace: "accepted.version - 1, append_ids[append]",
    tests: integrationTests("differential"),
  },
];
