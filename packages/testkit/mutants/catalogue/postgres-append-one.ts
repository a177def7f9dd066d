/** The function `append_one`, for appends that travel alone. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const alone = { file: "packages/adapter-postgres/src/sql/append-one.ts", suite: "postgres" } as const;

const interleavings = integrationTests("interleavings");
const readers = integrationTests("interleavings-of-readers");
const ruleSets = integrationTests("rule-sets");

const LOCK = `  PERFORM pg_advisory_xact_lock(\${streamKey(schema, "target_stream")});
`;
const CONFLICTS = `    SELECT * INTO kind, conflict_count, detail
    FROM \${schema}.conflicts(target_stream, check_after, head, conflicts_with, \${schema}.candidate_types(conflicts_with));
    IF kind IS NOT NULL THEN
      last_version := head;
      RETURN;
    END IF;
`;

export const postgresAppendOneMutants: readonly Mutant[] = [
  {
    ...alone,
    name: "alone, nobody locks",
    find: LOCK,
    replace: "",
    tests: interleavings,
  },
  {
    ...alone,
    name: "alone, who finds the stream locked goes on",
    find: "pg_advisory_xact_lock(${streamKey",
    replace: "pg_try_advisory_xact_lock(${streamKey",
    tests: interleavings,
  },
  {
    ...alone,
    name: "alone, the lock is shared",
    find: "pg_advisory_xact_lock(${streamKey",
    replace: "pg_advisory_xact_lock_shared(${streamKey",
    tests: interleavings,
  },
  {
    ...alone,
    name: "alone, one statement locks and looks",
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
    ...alone,
    name: "alone, conflicts are looked for before the lock is held",
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
    ...alone,
    name: "alone, rows are locked instead of the stream, so that an empty stream is not",
    find: LOCK,
    replace: "  PERFORM FROM ${schema}.events e WHERE e.stream_id = target_stream FOR UPDATE;\n",
    tests: interleavings,
  },
  {
    ...alone,
    name: "alone, ids are not checked at all",
    find: "IF may_be_duplicate THEN",
    replace: "IF false THEN",
    tests: interleavings,
  },
  {
    ...alone,
    name: "alone, ids are checked after conflicts",
    find: "  IF may_be_duplicate THEN",
    replace: `  IF check_after < head AND conflicts_with IS NOT NULL THEN
${CONFLICTS}  END IF;
  IF may_be_duplicate THEN`,
    tests: interleavings,
  },
  {
    ...alone,
    name: "alone, conflicts are not looked for",
    find: "IF check_after < head AND conflicts_with IS NOT NULL THEN",
    replace: "IF false THEN",
    tests: interleavings,
  },
  {
    ...alone,
    name: "alone, one event behind is held for up to date",
    find: "IF check_after < head AND",
    replace: "IF check_after < head - 1 AND",
    tests: interleavings,
  },
  {
    ...alone,
    name: "alone, a merge calls itself an append",
    find: "THEN 'merged' ELSE 'appended' END",
    replace: "THEN 'appended' ELSE 'appended' END",
    tests: interleavings,
  },
  {
    ...alone,
    name: "alone, a position is taken before it is known whether it is needed",
    find: LOCK,
    replace: `${LOCK}  last_position := nextval('\${schema}.positions');\n`,
    tests: readers,
  },
  {
    ...alone,
    name: "alone, appenders announce nothing",
    find: "PERFORM ${pinHighWaterMark(schema)};",
    replace: "NULL;",
    tests: readers,
  },
  {
    ...alone,
    name: "alone, appenders announce themselves after they have taken positions",
    find: "PERFORM ${pinHighWaterMark(schema)};",
    replace: "PERFORM nextval('${schema}.positions'); PERFORM ${pinHighWaterMark(schema)};",
    tests: readers,
  },
  {
    ...alone,
    name: "alone, rule sets are not stored",
    find: "IF rule_set IS NOT NULL THEN",
    replace: "IF false THEN",
    tests: ruleSets,
  },
  {
    ...alone,
    name: "alone, events are written without rules that are not stored",
    find: "    IF NOT FOUND THEN\n",
    replace: "    IF false THEN\n",
    tests: ruleSets,
  },
  {
    ...alone,
    name: "alone, provenance forgets what the caller claimed",
    find: "    expected_version, append_id, n - 1,",
    replace: "    head, append_id, n - 1,",
    tests: integrationTests("differential"),
  },
];
