/**
 * Wrong engines and adapters once more, this time against the property that stands for the promise, which sees nothing but
 * logs and what clients were told; and wrong judges of logs.
 */

import type { Mutant } from "../mutant.ts";
import { memoryAdapterMutants } from "./memory-adapter.ts";
import { rulesMutants } from "./rules.ts";

/** Breaks the promise itself, so the property of the promise must see it. */
const promiseBreakers: ReadonlySet<string> = new Set([
  "a comparison in doubt does not conflict",
  "1 and '1' are equal",
  "barriers are forgotten",
  "an override is ignored",
  "a type without a rule is harmless",
  "only the first incoming event is looked at",
  "only the last incoming event is looked at",
  "mine and theirs are mixed up",
  "the first unseen event is skipped (window off by one)",
  "the last committed event is skipped",
  "only the first matcher counts",
  "conflicts are not looked for",
  "ids are checked after conflicts",
  "ids are not checked at all",
  "half an append is written",
  "events are missing from the whole store",
  "a noStream is merged",
  "a stream exists that does not",
  "rule sets are lost",
  "provenance forgets what the caller claimed",
]);

const interpreter = { file: "packages/testkit/src/history/interpreter.ts", suite: "history" } as const;
const merges = { file: "packages/testkit/src/history/merge-check.ts", suite: "history" } as const;
const pass = { file: "packages/testkit/src/history/log-pass.ts", suite: "history" } as const;

export const historyMutants: readonly Mutant[] = [
  ...[...rulesMutants, ...memoryAdapterMutants]
    .filter(({ name }) => promiseBreakers.has(name))
    .map((mutant) => ({ ...mutant, name: `in histories: ${mutant.name}`, suite: "history" as const })),
  {
    ...interpreter,
    name: "the judge takes a type without a rule for harmless",
    find: 'if (targets === "everything") return "conflict";',
    replace: 'if (targets === "everything") return "compatible";',
  },
  {
    ...interpreter,
    name: "the judge forgets barriers",
    find: "return [own, ...raised].flatMap(",
    replace: "return [own].flatMap(",
  },
  {
    ...interpreter,
    name: "the judge is sure where it ought to doubt",
    find: "if (isDoubtful(left) || isDoubtful(right)) return true;",
    replace: "",
  },
  {
    ...merges,
    name: "the judge does not look at what was merged over",
    find: "const verdict = judgePair(targets, incoming, other);",
    replace: 'const verdict = String(judgePair(targets, incoming, other)) && "compatible";',
  },
  {
    ...merges,
    name: "the judge lets a noStream merge pass",
    find: 'if (expectedVersion === "noStream" && base > 0) {',
    replace: 'if (expectedVersion === "noStream" && base < 0) {',
  },
  {
    ...pass,
    name: "the judge does not see a gap between versions",
    find: "if (event.version !== log.version + 1) {",
    replace: "if (event.version < log.version + 1) {",
  },
  {
    ...pass,
    name: "the judge does not see an event that is stored twice",
    find: "if (other === undefined) {",
    replace: "if (other === undefined || other !== undefined) {",
  },
];
