/** Wrong engines: variants of the conflict rules. */

import type { Mutant } from "../mutant.ts";

const matcher = { file: "packages/core/src/rules/matcher.ts", suite: "rules" } as const;
const lookup = { file: "packages/core/src/rules/lookup.ts", suite: "rules" } as const;
const evaluation = { file: "packages/core/src/rules/partial-evaluation.ts", suite: "rules" } as const;
const verdict = { file: "packages/core/src/rules/verdict.ts", suite: "rules" } as const;
const registry = { file: "packages/core/src/rules/conflict-rules-from.ts", suite: "rules" } as const;
const canonical = { file: "packages/core/src/rules/canonical-rules.ts", suite: "rules" } as const;
const form = { file: "packages/core/src/rules/canonical-form.ts", suite: "rules" } as const;

export const rulesMutants: readonly Mutant[] = [
  {
    ...matcher,
    name: "a comparison in doubt does not conflict",
    find: "if (left === undefined || right === undefined) return true;",
    replace: "if (left === undefined || right === undefined) return false;",
  },
  {
    ...matcher,
    name: "a comparison in doubt conflicts for = only",
    find: "if (left === undefined || right === undefined) return true;",
    replace: 'if (left === undefined || right === undefined) return operator === "=";',
  },
  {
    ...matcher,
    name: "1 and '1' are equal",
    find: 'return operator === "=" ? left === right : left !== right;',
    replace: 'return operator === "=" ? String(left) === String(right) : String(left) !== String(right);',
  },
  {
    ...matcher,
    name: "numbers beyond 2^53 are compared as though they were exact",
    find: 'if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER;',
    replace: 'if (typeof value === "number") return true;',
  },
  {
    ...matcher,
    name: "one comparison that holds is enough",
    find: "matcher.where.every(",
    replace: "matcher.where.some(",
  },
  {
    ...matcher,
    name: "'anything except' takes nothing out",
    find: "!selector.anythingExcept.includes(type)",
    replace: "selector.anythingExcept !== undefined",
  },
  {
    ...lookup,
    name: "barriers are forgotten",
    find: "incomingRules([...own, ...barriers])",
    replace: "incomingRules([...own])",
  },
  {
    ...lookup,
    name: "a barrier for one category counts in all",
    find: "(barrier.category === null || barrier.category === scope)",
    replace: "barrier.category !== undefined",
  },
  {
    ...lookup,
    name: "a barrier counts for the types that it excepts",
    find: "selectsType(barrier.incoming, type) &&",
    replace: "",
  },
  {
    ...lookup,
    name: "an override is ignored",
    find: "index.registered.get(key) ??",
    replace: "",
  },
  {
    ...lookup,
    name: "a rule for one category counts in all",
    find: "const scope = index.categories.has(category) ? category : null;",
    replace: "const scope = [...index.categories][0] ?? null;",
  },
  {
    ...evaluation,
    name: "a type without a rule is harmless",
    find: 'if (!judging) return { conflictsWith: "any-event", exact: true };',
    replace: "if (!judging) continue;",
  },
  {
    ...evaluation,
    name: "only the first incoming event is looked at",
    find: "for (const event of incoming) {",
    replace: "for (const event of incoming.slice(0, 1)) {",
  },
  {
    ...evaluation,
    name: "only the last incoming event is looked at",
    find: "for (const event of incoming) {",
    replace: "for (const event of incoming.slice(-1)) {",
  },
  {
    ...evaluation,
    name: "an empty list conflicts with everything",
    find: 'list.some(matchesEverything) ? "any-event" : list',
    replace: 'list.length === 0 || list.some(matchesEverything) ? "any-event" : list',
  },
  {
    ...evaluation,
    name: "a condition makes no difference to what matches everything",
    find: "matcher.anythingExcept.length === 0 && matcher.where.length === 0",
    replace: "matcher.anythingExcept.length === 0",
  },
  {
    ...evaluation,
    name: "mine and theirs are mixed up",
    find: "[{ path: theirs, operator, value }]",
    replace: "[{ path: mine, operator, value }]",
  },
  {
    ...evaluation,
    name: "a predicate is pushed down as though it were not there",
    find: "if (judging.havePredicates) exact = false;",
    replace: "",
  },
  {
    ...verdict,
    name: "the incoming type is looked for among the committed",
    find: "selectsType(rule.committed, committed.type)",
    replace: "selectsType(rule.committed, incoming.type)",
  },
  {
    ...verdict,
    name: "an unregistered pair is compatible",
    find: 'return { reason: "unregistered", incoming, committed, registeredIn: judging.registeredIn };',
    replace: "return undefined;",
  },
  {
    ...verdict,
    name: "a predicate that fails lets through",
    find: 'throw new PredicateFailedError(rule, "threw an error", { cause });',
    replace: "return false;",
  },
  {
    ...verdict,
    name: "a predicate's promise is taken for an answer",
    find: 'if (typeof answer !== "boolean") {',
    replace: 'if (answer === "never") {',
  },
  {
    ...canonical,
    name: "of two predicates for one pair, one is lost",
    find: "if (other.rule.conflictsWhen === rule.conflictsWhen) return true;",
    replace: "return true;",
  },
  {
    ...verdict,
    name: "a predicate can change what the rules after it see",
    find: "structuredClone(incoming), structuredClone(committed)",
    replace: "incoming, committed",
  },
  {
    file: "packages/core/src/rules/read-declarations.ts",
    suite: "rules",
    name: "unknown keys of declarations are ignored",
    find: "if (!keys.has(key) && Object.hasOwn(input, key))",
    replace: 'if (key === "")',
  },
  {
    file: "packages/core/src/rules/define-conflict-rules.ts",
    suite: "rules",
    name: "misspelt barriers are ignored",
    find: "if (key !== undefined) throw malformed(",
    replace: "if (key === what) throw malformed(",
  },
  {
    file: "packages/core/src/rules/define-conflict-rules.ts",
    suite: "rules",
    name: "'anything' in a list is a type of that name",
    find: 'if (type !== "anything") return { type };',
    replace: 'if (type !== "") return { type };',
  },
  {
    ...registry,
    name: "contradictions are let through",
    find: "if (contradictions.length > 0) throw new InvalidRulesError(contradictions);",
    replace: "",
  },
  {
    ...registry,
    name: "rules that somebody changed have the fingerprint that they had before",
    find: "fingerprint !== undefined && fingerprint !== ruleSet.fingerprint",
    replace: 'fingerprint === ""',
  },
  {
    ...canonical,
    name: "the registry can be changed",
    find: "rule: Object.freeze(rule)",
    replace: "rule",
  },
  {
    ...canonical,
    name: "the conditions of one rule are taken for those of another",
    find: "const key = JSON.stringify(comparisons);",
    replace: "const key = JSON.stringify(comparisons.length);",
  },
  {
    ...form,
    name: "a barrier is written among the rules of types",
    find: '"type" in incoming ? rules : barriers',
    replace: '"category" in incoming ? barriers : rules',
  },
  {
    ...canonical,
    name: "the fingerprint says nothing of conditions",
    find: "known.set(key, (conditions = { when, text }));",
    replace: 'known.set(key, (conditions = { when, text: "[]" }));',
  },
  {
    ...canonical,
    name: "the order in which conditions were written changes the fingerprint",
    find: "[...byText.keys()].toSorted(compareText)",
    replace: "[...byText.keys()]",
  },
];
