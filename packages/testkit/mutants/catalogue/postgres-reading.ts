/** The barrier and the reads: readers who skip an event, or see what is not settled. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const barrier = { file: "packages/adapter-postgres/src/sql/barrier.ts", suite: "postgres" } as const;

const lateCommits = integrationTests("late-commit");
const readers = integrationTests("interleavings-of-readers");

export const postgresReadingMutants: readonly Mutant[] = [
  {
    ...barrier,
    name: "appenders announce one position too many",
    find: "coalesce(pg_sequence_last_value('${schema}.positions'), 0)",
    replace: "coalesce(pg_sequence_last_value('${schema}.positions') + 1, 1)",
    tests: readers,
  },
  {
    ...barrier,
    name: "readers look at no lock",
    find: "WHERE locks.locktype = 'advisory'",
    replace: "WHERE locks.locktype = 'nothing'",
    tests: readers,
  },
  {
    ...barrier,
    name: "readers look at the highest lock",
    find: "(SELECT min(latest -",
    replace: "(SELECT max(latest -",
    tests: readers,
  },
  {
    ...barrier,
    name: "temporary tables come before the catalogue",
    find: "SET search_path = pg_catalog, pg_temp",
    replace: "SET search_path = pg_catalog",
    tests: readers,
  },
  {
    ...barrier,
    name: "prepared transactions are overlooked",
    find: "locks.pid IS DISTINCT FROM pg_backend_pid()",
    replace: "locks.pid <> pg_backend_pid()",
    tests: lateCommits,
  },
  {
    ...barrier,
    name: "readers do not wait for what was acknowledged before them",
    find: "EXIT WHEN settled = taken OR clock_timestamp() >= give_up;",
    replace: "EXIT;",
    tests: lateCommits,
  },
  {
    ...barrier,
    name: "readers note the last position after they have looked at the locks, with some time in between",
    find: "settled := least(taken,",
    replace:
      "PERFORM pg_sleep(0.005);\n    taken := (SELECT ${LAST_POSITION} FROM ${schema}.positions);\n    settled := least(taken,",
    tests: readers,
  },
  {
    ...barrier,
    name: "readers look with the snapshot of their transaction",
    find: "NOT IN ('read committed', 'read uncommitted')",
    replace: "= 'none'",
    tests: integrationTests("transactions"),
  },
  {
    file: "packages/adapter-postgres/src/sql/read-all.ts",
    suite: "postgres",
    name: "readers go on where positions are not settled",
    find: "AND e.position <= $2::text::bigint",
    replace: "AND $2::text IS NOT NULL",
    tests: readers,
  },
];
