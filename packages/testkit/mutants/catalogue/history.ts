/**
 * Two kinds of mutants. Wrong engines and adapters run against the property of the promise, which sees only logs and
 * what clients observed. Wrong history checkers run against the checker's own tests.
 */

import type { Mutant } from "../mutant.ts";
import { memoryAdapterMutants } from "./memory-adapter.ts";
import { rulesMutants } from "./rules.ts";

/** These mutants break the promise itself, so its property must catch them. */
const promiseBreakers = [
  "a comparison in doubt does not conflict",
  "1 and '1' are equal",
  "barriers are forgotten",
  "an override is ignored",
  "a type without a rule conflicts with nothing",
  "only the first incoming event is looked at",
  "only the last incoming event is looked at",
  "mine and theirs are swapped",
  "the first unseen event is skipped (window off by one)",
  "the last committed event is skipped",
  "only the first matcher is used",
  "conflicts are not checked",
  "ids are checked after conflicts",
  "ids are not checked at all",
  "half an append is written",
  "events are missing when the whole store is read",
  "'noStream' is merged",
  "'streamExists' accepts an empty stream",
  "rule sets are lost",
  "provenance loses the caller's expected version",
];

function inHistories(name: string): Mutant {
  const mutant = [...rulesMutants, ...memoryAdapterMutants].find((candidate) => candidate.name === name);
  if (!mutant) throw new RangeError(`no mutant is named '${name}'`);
  return { ...mutant, name: `in histories: ${name}`, suite: "history" };
}

const folder = "packages/testkit/src/history";
const interpreter = { file: `${folder}/interpreter.ts`, suite: "history" } as const;
const merges = { file: `${folder}/merge-check.ts`, suite: "history" } as const;
const pass = { file: `${folder}/log-pass.ts`, suite: "history" } as const;

export const historyMutants: readonly Mutant[] = [
  ...promiseBreakers.map(inHistories),
  {
    ...interpreter,
    name: "the checker treats a type without a rule as compatible",
    find: 'if (targets === "everything") return "conflict";',
    replace: 'if (targets === "everything") return "compatible";',
  },
  {
    ...interpreter,
    name: "the checker forgets barriers",
    find: "return [own, ...raised].flatMap(",
    replace: "return [own].flatMap(",
  },
  {
    ...interpreter,
    name: "the checker compares values that leave a comparison in doubt",
    find: "if (isDoubtful(left) || isDoubtful(right)) return true;",
    replace: "",
  },
  {
    ...merges,
    name: "the checker does not judge the events that an append was merged over",
    find: "const verdict = judgePair(targets, incoming, other);",
    replace: 'const verdict = String(judgePair(targets, incoming, other)) && "compatible";',
  },
  {
    ...merges,
    name: "the checker accepts a merged 'noStream'",
    find: 'if (expectedVersion === "noStream" && base > 0) {',
    replace: 'if (expectedVersion === "noStream" && base < 0) {',
  },
  {
    ...pass,
    name: "the checker does not see a gap between versions",
    find: "if (event.version !== log.version + 1) {",
    replace: "if (event.version < log.version + 1) {",
  },
  {
    ...pass,
    name: "the checker does not see an event that is stored twice",
    find: "if (other === undefined) {",
    replace: "if (other === undefined || other !== undefined) {",
  },
];
