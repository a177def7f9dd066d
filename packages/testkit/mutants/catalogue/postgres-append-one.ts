/** The function `append_one`, for appends that are not in a batch. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const single = { file: "packages/adapter-postgres/src/sql/append-one.ts", suite: "postgres" } as const;

const interleavings = integrationTests("interleavings");
const readers = integrationTests("interleavings-of-readers");
const ruleSets = integrationTests("rule-sets");

const LOCK = `  PERFORM pg_advisory_xact_lock(\${streamKey(schema, "target_stream")});
`;
const CONFLICTS = `    SELECT * INTO kind, conflict_count, detail
    FROM \${schema}.conflicts(target_stream, check_after, head, conflicts_with);
    IF kind IS NOT NULL THEN
      last_version := head;
      RETURN;
    END IF;
`;

export const postgresAppendOneMutants: readonly Mutant[] = [
  {
    ...single,
    name: "a single append takes no lock",
    find: LOCK,
    replace: "",
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append continues if the stream is locked",
    find: "pg_advisory_xact_lock(${streamKey",
    replace: "pg_try_advisory_xact_lock(${streamKey",
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append takes a shared lock",
    find: "pg_advisory_xact_lock(${streamKey",
    replace: "pg_advisory_xact_lock_shared(${streamKey",
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append locks and checks in one statement",
    find: LOCK,
    replace: "",
    and: [
      {
        find: "  INTO head, may_be_duplicate;",
        replace: `  INTO head, may_be_duplicate
  FROM (SELECT pg_advisory_xact_lock(\${streamKey(schema, "target_stream")}) OFFSET 0) AS locked;`,
      },
    ],
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append checks for conflicts before it holds the lock",
    find: LOCK,
    replace: `  IF check_after IS NOT NULL AND conflicts_with IS NOT NULL THEN
    head := \${streamVersion(schema, "target_stream")};
    IF check_after < head THEN
${CONFLICTS}    END IF;
  END IF;
${LOCK}`,
    and: [{ find: "IF check_after < head AND conflicts_with IS NOT NULL THEN", replace: "IF false THEN" }],
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append locks rows instead of the stream, so an empty stream is not locked",
    find: LOCK,
    replace: "  PERFORM FROM ${schema}.events e WHERE e.stream_id = target_stream FOR UPDATE;\n",
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append does not check ids at all",
    find: "IF may_be_duplicate THEN",
    replace: "IF false THEN",
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append checks ids after conflicts",
    find: "  IF may_be_duplicate THEN",
    replace: `  IF check_after < head AND conflicts_with IS NOT NULL THEN
${CONFLICTS}  END IF;
  IF may_be_duplicate THEN`,
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append does not check for conflicts",
    find: "IF check_after < head AND conflicts_with IS NOT NULL THEN",
    replace: "IF false THEN",
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append that is one event behind counts as up to date",
    find: "IF check_after < head AND",
    replace: "IF check_after < head - 1 AND",
    tests: interleavings,
  },
  {
    ...single,
    name: "a single merged append is reported as appended",
    find: "THEN 'merged' ELSE 'appended' END",
    replace: "THEN 'appended' ELSE 'appended' END",
    tests: interleavings,
  },
  {
    ...single,
    name: "a single append takes a position before it knows whether it needs one",
    find: LOCK,
    replace: `${LOCK}  last_position := nextval('\${schema}.positions');\n`,
    tests: readers,
  },
  {
    ...single,
    name: "a single append does not pin the high-water mark",
    find: "PERFORM ${pinHighWaterMark(schema)};",
    replace: "NULL;",
    tests: readers,
  },
  {
    ...single,
    name: "a single append pins the high-water mark after it has taken positions",
    find: "PERFORM ${pinHighWaterMark(schema)};",
    replace: "PERFORM nextval('${schema}.positions'); PERFORM ${pinHighWaterMark(schema)};",
    tests: readers,
  },
  {
    ...single,
    name: "a single append does not store its rule set",
    find: "IF rule_set IS NOT NULL THEN",
    replace: "IF false THEN",
    tests: ruleSets,
  },
  {
    ...single,
    name: "a single append is written although its rule set is not stored",
    find: "    IF NOT FOUND THEN\n",
    replace: "    IF false THEN\n",
    tests: ruleSets,
  },
  {
    ...single,
    name: "a single append loses the caller's expected version in its provenance",
    find: "    expected_version, append_id, n - 1,",
    replace: "    head, append_id, n - 1,",
    tests: integrationTests("differential"),
  },
];
