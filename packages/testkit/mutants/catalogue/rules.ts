/** Wrong variants of the conflict rules. */

import type { Mutant } from "../mutant.ts";

const matcher = { file: "packages/core/src/rules/matcher.ts", suite: "rules" } as const;
const lookup = { file: "packages/core/src/rules/lookup.ts", suite: "rules" } as const;
const evaluation = { file: "packages/core/src/rules/partial-evaluation.ts", suite: "rules" } as const;
const verdict = { file: "packages/core/src/rules/verdict.ts", suite: "rules" } as const;
const holds = { file: "packages/core/src/rules/rule-holds.ts", suite: "rules" } as const;
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
    name: "a comparison in doubt conflicts only if its operator is =",
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
    name: "numbers beyond 2^53 are compared as if they were exact",
    find: 'if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER;',
    replace: 'if (typeof value === "number") return true;',
  },
  {
    ...matcher,
    name: "one comparison that holds is enough for a match",
    find: "scalarAt(committed.data, path))) return false;\n  }\n  return true;",
    replace:
      "scalarAt(committed.data, path))) continue;\n    return true;\n  }\n  return matcher.where.length === 0;",
  },
  {
    ...matcher,
    name: "'anything except' excepts nothing",
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
    name: "a barrier for one category applies in every category",
    find: "(barrier.category === null || barrier.category === scope)",
    replace: "barrier.category !== undefined",
  },
  {
    ...lookup,
    name: "a barrier applies to the types that it excepts",
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
    name: "a rule for one category applies in every category",
    find: "const scope = category !== null && index.categories.has(category) ? category : null;",
    replace: "const scope = [...index.categories][0] ?? null;",
  },
  {
    ...evaluation,
    name: "a type without a rule conflicts with nothing",
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
    name: "a condition on a matcher for any type is ignored",
    find: "matcher.anythingExcept.length === 0 && matcher.where.length === 0",
    replace: "matcher.anythingExcept.length === 0",
  },
  {
    ...evaluation,
    name: "mine and theirs are swapped",
    find: "[{ path: theirs, operator, value }]",
    replace: "[{ path: mine, operator, value }]",
  },
  {
    ...evaluation,
    name: "a predicate is dropped when its rule becomes a matcher",
    find: "if (judging.havePredicates) exact = false;",
    replace: "",
  },
  {
    ...verdict,
    name: "the incoming type is looked up among the committed types",
    find: "matches(matcher, committed)",
    replace: "matches(matcher, incoming)",
  },
  {
    ...verdict,
    name: "an unregistered pair is compatible",
    find: 'return { reason: "unregistered", incoming, committed, registeredIn };',
    replace: "return undefined;",
  },
  {
    ...verdict,
    name: "the engine judges no incoming event after the first one",
    find: "if (judging.rules.length === 0) return [];",
    replace: "if (judging.rules.length === 0 || index > 0) return [];",
  },
  {
    ...verdict,
    name: "the engine asks no predicate",
    find: "matches(matcher, committed) && predicateHolds(rule, incoming, committed)",
    replace: "matches(matcher, committed)",
  },
  {
    ...holds,
    name: "a predicate that throws lets the append through",
    find: 'throw new PredicateFailedError(rule, "threw an error", { cause });',
    replace: "return false;",
  },
  {
    ...holds,
    name: "a promise that a predicate returns counts as its answer",
    find: 'if (typeof answer !== "boolean") {',
    replace: 'if (answer === "never") {',
  },
  {
    ...canonical,
    name: "one of two predicates for the same pair is lost",
    find: "if (other.rule.conflictsWhen === rule.conflictsWhen) return true;",
    replace: "return true;",
  },
  {
    ...holds,
    name: "a predicate can change the events that later rules see",
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
    name: "unknown keys of definitions are ignored",
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
    name: "contradictory rules are accepted",
    find: "if (problems.length > 0) throw new InvalidRulesError(problems);",
    replace: "if (malformed.length > 0) throw new InvalidRulesError(problems);",
  },
  {
    ...registry,
    name: "rules that were changed keep their old fingerprint",
    find: "fingerprint !== undefined && fingerprint !== ruleSet.fingerprint",
    replace: 'fingerprint === ""',
  },
  {
    ...canonical,
    name: "the registry is mutable",
    find: "rule: Object.freeze(rule)",
    replace: "rule",
  },
  {
    ...canonical,
    name: "the conditions of one rule are used for another",
    find: "const key = JSON.stringify(comparisons);",
    replace: "const key = JSON.stringify(comparisons.length);",
  },
  {
    ...form,
    name: "a barrier is written among the rules for types",
    find: '"type" in incoming ? rules : barriers',
    replace: '"category" in incoming ? barriers : rules',
  },
  {
    ...canonical,
    name: "the fingerprint leaves out conditions",
    find: "known.set(key, (conditions = { when, text }));",
    replace: 'known.set(key, (conditions = { when, text: "[]" }));',
  },
  {
    ...canonical,
    name: "the order of conditions changes the fingerprint",
    find: "[...byText.keys()].toSorted(compareText)",
    replace: "[...byText.keys()]",
  },
];
