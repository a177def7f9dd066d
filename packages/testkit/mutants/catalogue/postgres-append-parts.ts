/** What both functions that append are made of. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const parts = { file: "packages/adapter-postgres/src/sql/append-parts.ts", suite: "postgres" } as const;

const interleavings = integrationTests("interleavings");
const rights = integrationTests("rights");
const readers = integrationTests("interleavings-of-readers");

export const postgresAppendPartsMutants: readonly Mutant[] = [
  {
    ...parts,
    name: "the function is STABLE, and looks with the snapshot of the call",
    find: "LANGUAGE plpgsql VOLATILE SECURITY DEFINER",
    replace: "LANGUAGE plpgsql STABLE SECURITY DEFINER",
    tests: interleavings,
  },
  {
    ...parts,
    name: "any isolation level will do",
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
    name: "a replica decides",
    find: "IF current_setting('transaction_read_only') = 'on' THEN",
    replace: "IF false THEN",
    tests: integrationTests("faults"),
  },
  {
    ...parts,
    name: "commits are as durable as the server likes",
    find: "PERFORM set_config('synchronous_commit', durability, true);",
    replace: "NULL;",
    tests: integrationTests("durability"),
  },
  {
    ...parts,
    name: "durability outlives the append",
    find: "set_config('synchronous_commit', durability, true)",
    replace: "set_config('synchronous_commit', durability, false)",
    tests: integrationTests("durability"),
  },
  {
    ...parts,
    name: "names are looked up where the caller says",
    find: "SET search_path = pg_catalog, pg_temp\n",
    replace: "",
    tests: integrationTests("rights", "security"),
  },
  {
    ...parts,
    name: "the function has the rights of its caller",
    find: "VOLATILE SECURITY DEFINER",
    replace: "VOLATILE SECURITY INVOKER",
    tests: rights,
  },
  {
    ...parts,
    name: "a version above the stream's is believed",
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
    name: "a noStream is merged",
    find: "THEN ${version} > 0",
    replace: "THEN false",
    tests: interleavings,
  },
  {
    ...parts,
    name: "a stream exists that does not",
    find: "THEN ${version} = 0",
    replace: "THEN false",
    tests: readers,
  },
];
