/** Every known way to break a promise of the store, each as a variant that the tests must catch. */

import type { Mutant } from "../mutant.ts";
import { historyMutants } from "./history.ts";
import { memoryAdapterMutants } from "./memory-adapter.ts";
import { postgresMutants } from "./postgres.ts";
import { processingMutants } from "./processing.ts";
import { rulesMutants } from "./rules.ts";
import { storeMutants } from "./store.ts";
import { upcasterMutants } from "./upcasters.ts";

export const mutants: readonly Mutant[] = [
  ...rulesMutants,
  ...storeMutants,
  ...processingMutants,
  ...upcasterMutants,
  ...memoryAdapterMutants,
  ...historyMutants,
  ...postgresMutants,
];
