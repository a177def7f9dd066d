/** Parts that both functions for appends share. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const parts = { file: "packages/adapter-postgres/src/sql/append-parts.ts", suite: "postgres" } as const;

const interleavings = integrationTests("interleavings");
const rights = integrationTests("rights");
const readers = integrationTests("interleavings-of-readers");

export const postgresAppendPartsMutants: readonly Mutant[] = [
  {
    ...parts,
    name: "the function is STABLE, so it sees the snapshot of the call",
    find: "LANGUAGE plpgsql VOLATILE SECURITY DEFINER",
    replace: "LANGUAGE plpgsql STABLE SECURITY DEFINER",
    tests: interleavings,
  },
  {
    ...parts,
    name: "every isolation level is accepted",
    find: "NOT IN ('read committed', 'read uncommitted')",
    replace: "= 'none'",
    tests: interleavings,
  },
  {
    ...parts,
    name: "READ UNCOMMITTED is refused",
    find: "NOT IN ('read committed', 'read uncommitted')",
    replace: "<> 'read committed'",
    tests: interleavings,
  },
  {
    ...parts,
    name: "a read-only replica judges appends",
    find: "IF current_setting('transaction_read_only') = 'on' THEN",
    replace: "IF false THEN",
    tests: integrationTests("faults"),
  },
  {
    ...parts,
    name: "the durability of commits is left to the server's settings",
    find: "PERFORM set_config('synchronous_commit', durability, true);",
    replace: "NULL;",
    tests: integrationTests("durability"),
  },
  {
    ...parts,
    name: "the durability setting outlives the append",
    find: "set_config('synchronous_commit', durability, true)",
    replace: "set_config('synchronous_commit', durability, false)",
    tests: integrationTests("durability"),
  },
  {
    ...parts,
    name: "names are looked up in the caller's search path",
    find: "SET search_path = pg_catalog, pg_temp\n",
    replace: "",
    tests: integrationTests("rights", "security"),
  },
  {
    ...parts,
    name: "the function runs with the rights of its caller",
    find: "VOLATILE SECURITY DEFINER",
    replace: "VOLATILE SECURITY INVOKER",
    tests: rights,
  },
  {
    ...parts,
    name: "an expected version above the stream's version is accepted",
    find: "ELSE ${expectedVersion} > ${version}",
    replace: "ELSE false",
    and: [{ find: "coalesce(${checkAfter} > ${version}, false) OR CASE", replace: "CASE" }],
    tests: integrationTests("differential"),
  },
  {
    ...parts,
    name: "an append that is only looked up is written",
    find: "THEN true",
    replace: "THEN false",
    tests: integrationTests("differential"),
  },
  {
    ...parts,
    name: "'noStream' is merged",
    find: "THEN ${version} > 0",
    replace: "THEN false",
    tests: interleavings,
  },
  {
    ...parts,
    name: "'streamExists' accepts an empty stream",
    find: "THEN ${version} = 0",
    replace: "THEN false",
    tests: readers,
  },
];
