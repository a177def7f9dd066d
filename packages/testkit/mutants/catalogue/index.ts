/** Every known way to break a promise of this repository, each as a variant that the tests must catch. */

import type { Mutant } from "../mutant.ts";
import { cliDiffMutants } from "./cli-diff.ts";
import { cliMutants } from "./cli.ts";
import { formatterMutants } from "./formatter.ts";
import { historyMutants } from "./history.ts";
import { languageMeaningMutants } from "./language-meaning.ts";
import { languageMistakeMutants } from "./language-mistakes.ts";
import { languageRemarksMutants } from "./language-remarks.ts";
import { memoryAdapterMutants } from "./memory-adapter.ts";
import { postgresMutants } from "./postgres.ts";
import { projectLoadingMutants } from "./project-loading.ts";
import { ruleTestMutants } from "./rule-tests.ts";
import { ruleToolsMutants } from "./rule-tools.ts";
import { rulesMutants } from "./rules.ts";
import { storeMutants } from "./store.ts";

export const mutants: readonly Mutant[] = [
  ...rulesMutants,
  ...storeMutants,
  ...memoryAdapterMutants,
  ...historyMutants,
  ...languageMeaningMutants,
  ...languageMistakeMutants,
  ...languageRemarksMutants,
  ...formatterMutants,
  ...projectLoadingMutants,
  ...cliMutants,
  ...cliDiffMutants,
  ...ruleToolsMutants,
  ...ruleTestMutants,
  ...postgresMutants,
];
