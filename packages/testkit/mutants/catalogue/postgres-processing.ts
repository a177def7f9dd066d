/** Processors and projections on PostgreSQL: effects that are applied twice or lost. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const sql = { file: "packages/adapter-postgres/src/sql/processors.ts", suite: "postgres" } as const;
const storage = {
  file: "packages/adapter-postgres/src/processing/processor-storage.ts",
  suite: "postgres",
} as const;
const scope = {
  file: "packages/adapter-postgres/src/processing/transaction-scope.ts",
  suite: "postgres",
} as const;
const adapter = { file: "packages/adapter-postgres/src/postgres-adapter.ts", suite: "postgres" } as const;

const conformance = integrationTests("conformance-postgres");
const processors = integrationTests("processors");
const projections = integrationTests("projections");

export const postgresProcessingMutants: readonly Mutant[] = [
  {
    ...sql,
    name: "a checkpoint moves without a lease",
    find: '"processor = $1::text AND partition = $2::text::integer AND lease_id = $3::text"',
    replace: '"processor = $1::text AND partition = $2::text::integer AND $3::text IS NOT NULL"',
    tests: conformance,
  },
  {
    ...sql,
    name: "a lease is taken from a holder who has it",
    find: "WHERE p.lease_id IS NULL OR p.leased_until <= clock_timestamp() OR",
    replace: "WHERE p.lease_id IS NULL OR p.leased_until IS NOT NULL OR",
    tests: conformance,
  },
  {
    ...sql,
    name: "the streams are divided in two ways",
    find: "WHERE name = $1::text AND partitions = $5::text::integer FOR KEY SHARE",
    replace: "WHERE name = $1::text AND $5::text IS NOT NULL FOR KEY SHARE",
    tests: conformance,
  },
  {
    ...storage,
    name: "effects of a failed handler are committed",
    find: "if (failure || !(await move(session, lease, progress))) throw new RollBack();",
    replace: "if (!(await move(session, lease, progress))) throw new RollBack();",
    tests: processors,
  },
  {
    ...storage,
    name: "effects are committed although the lease was lost",
    find: "if (failure || !(await move(session, lease, progress))) throw new RollBack();",
    replace: "await move(session, lease, progress);\n          if (failure) throw new RollBack();",
    tests: processors,
  },
  {
    ...storage,
    name: "effects and checkpoint are two transactions",
    find: "if (failure || !(await move(session, lease, progress))) throw new RollBack();",
    replace:
      "if (failure) throw new RollBack();\n        });\n        await driver.use(async (session) => {\n          if (!(await move(session, lease, progress))) throw new RollBack();",
    tests: processors,
  },
  {
    ...scope,
    name: "rows are not locked while they change",
    find: "await session.query(LOCK, [schema, arrayLiteral(keys)]);",
    replace: "",
    tests: projections,
  },
  {
    ...adapter,
    name: "a failed projection does not roll back its append",
    find: "          failure = { error };\n          throw new RollBack();",
    replace: "          failure = { error };",
    tests: [...conformance, ...projections],
  },
];
