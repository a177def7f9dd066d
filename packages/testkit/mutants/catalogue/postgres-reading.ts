/** The high-water mark and the reads: readers that skip an event, or read past the mark. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const highWaterMark = {
  file: "packages/adapter-postgres/src/sql/high-water-mark.ts",
  suite: "postgres",
} as const;

const lateCommits = integrationTests("late-commit");
const readers = integrationTests("interleavings-of-readers");

export const postgresReadingMutants: readonly Mutant[] = [
  {
    ...highWaterMark,
    name: "appenders pin the high-water mark one position too high",
    find: "coalesce(pg_sequence_last_value('${schema}.positions'), 0)",
    replace: "coalesce(pg_sequence_last_value('${schema}.positions') + 1, 1)",
    tests: readers,
  },
  {
    ...highWaterMark,
    name: "readers check no lock",
    find: "WHERE locks.locktype = 'advisory'",
    replace: "WHERE locks.locktype = 'nothing'",
    tests: readers,
  },
  {
    ...highWaterMark,
    name: "readers check the highest lock",
    find: "(SELECT min(latest -",
    replace: "(SELECT max(latest -",
    tests: readers,
  },
  {
    ...highWaterMark,
    name: "temporary tables hide the system catalogue",
    find: "SET search_path = pg_catalog, pg_temp",
    replace: "SET search_path = pg_catalog",
    tests: readers,
  },
  {
    ...highWaterMark,
    name: "prepared transactions are ignored",
    find: "locks.pid IS DISTINCT FROM pg_backend_pid()",
    replace: "locks.pid <> pg_backend_pid()",
    tests: lateCommits,
  },
  {
    ...highWaterMark,
    name: "readers do not see events that were acknowledged before them",
    find: "EXIT WHEN high_water_mark = last_position OR clock_timestamp() >= deadline;",
    replace: "EXIT;",
    tests: lateCommits,
  },
  {
    ...highWaterMark,
    name: "readers read the last position some time after they checked the locks",
    find: "high_water_mark := least(",
    replace:
      "PERFORM pg_sleep(0.005);\n    last_position := (SELECT ${LAST_POSITION} FROM ${schema}.positions);\n    high_water_mark := least(",
    tests: readers,
  },
  {
    ...highWaterMark,
    name: "readers check with the snapshot of their transaction",
    find: "NOT IN ('read committed', 'read uncommitted')",
    replace: "= 'none'",
    tests: integrationTests("transactions"),
  },
  {
    file: "packages/adapter-postgres/src/sql/queries.ts",
    suite: "postgres",
    name: "readers continue above the high-water mark",
    find: "AND e.position <= $2::text::bigint",
    replace: "AND $2::text IS NOT NULL",
    tests: readers,
  },
];
