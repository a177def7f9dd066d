/** Migrations: databases that miss a change, get it twice, or lose a newer one. */

import type { Mutant } from "../mutant.ts";
import { integrationTests, unitTests } from "./postgres-tests.ts";

const migrate = {
  file: "packages/adapter-postgres/src/migrations/migrate.ts",
  suite: "postgres",
  tests: integrationTests("migration"),
} as const;

export const postgresMigrationMutants: readonly Mutant[] = [
  {
    ...migrate,
    name: "changed functions do not reach a database that already has the tables",
    find: "version < newest || functionsHash !== newestHash(known)",
    replace: "version < newest",
  },
  {
    ...migrate,
    name: "functions are replaced at every start",
    find: "version < newest || functionsHash !== newestHash(known)",
    replace: "version <= newest",
  },
  {
    ...migrate,
    name: "an older package replaces newer functions with its own",
    find: "if (version > newest) throw new SchemaTooNewError(version, newest);",
    replace: "",
    and: [{ find: "version < newest ||", replace: "" }],
  },
  {
    ...migrate,
    name: "the script of an older package replaces newer functions with its own",
    find: "WHERE version > ${SCHEMA.versions.length}) THEN",
    replace: "WHERE false) THEN",
  },
  {
    ...migrate,
    name: "existing tables are created again",
    find: "WHERE version > ${index}) THEN",
    replace: "WHERE false) THEN",
  },
  {
    ...migrate,
    name: "programs that start at the same time do not wait for each other",
    find: "pg_advisory_xact_lock(",
    replace: "pg_advisory_xact_lock_shared(",
  },
  {
    file: "packages/adapter-postgres/src/migrations/0001-tables.ts",
    suite: "postgres",
    name: "a released migration is changed",
    find: "CREATE INDEX events_type ON ${schema}.events (stream_id, type, version);",
    replace: "CREATE INDEX events_type ON ${schema}.events (stream_id, type);",
    tests: unitTests("migrations/versions"),
  },
  {
    file: "packages/adapter-postgres/src/sql/matching.ts",
    suite: "postgres",
    name: "a function is changed without its hash, so no database gets it",
    find: "    IF is_match THEN\n",
    replace: "    IF is_match THEN -- and the next line\n",
    tests: unitTests("migrations/versions"),
  },
];
