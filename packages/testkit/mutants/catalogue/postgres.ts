/** Wrong variants of the PostgreSQL adapter: every known way to merge a conflict, or to lose or skip an event. */

import type { Mutant } from "../mutant.ts";
import { postgresAppendMutants } from "./postgres-append.ts";
import { postgresAppendOneMutants } from "./postgres-append-one.ts";
import { postgresAppendPartsMutants } from "./postgres-append-parts.ts";
import { postgresCheckMutants } from "./postgres-checks.ts";
import { postgresDriverMutants } from "./postgres-driver.ts";
import { postgresMigrationMutants } from "./postgres-migrations.ts";
import { postgresProcessingMutants } from "./postgres-processing.ts";
import { postgresReadingMutants } from "./postgres-reading.ts";
import { postgresSnapshotMutants } from "./postgres-snapshots.ts";

export const postgresMutants: readonly Mutant[] = [
  ...postgresAppendMutants,
  ...postgresAppendOneMutants,
  ...postgresAppendPartsMutants,
  ...postgresCheckMutants,
  ...postgresReadingMutants,
  ...postgresProcessingMutants,
  ...postgresSnapshotMutants,
  ...postgresMigrationMutants,
  ...postgresDriverMutants,
].map((mutant) => ({ ...mutant, name: `postgres: ${mutant.name}` }));
