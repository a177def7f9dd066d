/** Snapshots in the database: saves that replace what they should not. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const snapshots = {
  file: "packages/adapter-postgres/src/sql/snapshots.ts",
  suite: "postgres",
  tests: integrationTests("conformance-postgres"),
} as const;

export const postgresSnapshotMutants: readonly Mutant[] = [
  {
    ...snapshots,
    name: "a snapshot is replaced by one that came later, whatever was loaded",
    find: "WHERE (s.decider_version, s.version, s.append_id) = ($7::text::bigint, $8::text::bigint, $9::text)",
    replace: "WHERE $7::text IS NULL OR $8::text IS NULL OR $9::text IS NULL OR true",
  },
  {
    ...snapshots,
    name: "a snapshot is replaced only by one with a higher version",
    find: "= ($7::text::bigint, $8::text::bigint, $9::text)",
    replace: "= ($7::text::bigint, $8::text::bigint, $9::text) AND s.version < EXCLUDED.version",
  },
];
