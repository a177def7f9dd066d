/** Wrong tools over rules: the table of pairs, the matrix, explanations, and the difference between two rule sets. */

import type { Mutant } from "../mutant.ts";

const source = "packages/rules-dsl/src";
const tests = ["tables", "matrix", "explain", "diff"].map((folder) => `${source}/${folder}/**/*.test.ts`);
const inFile = (path: string) => ({ file: `${source}/${path}.ts`, suite: "language", tests }) as const;

const cases = inFile("tables/payload-cases");
const claims = inFile("tables/claims");
const entries = inFile("tables/pair-entry");
const table = inFile("tables/pair-table");
const comparer = inFile("diff/compare-entries");
const rows = inFile("diff/compare-rows");
const diff = inFile("diff/diff-rules");
const acceptances = inFile("diff/acceptances");
const explain = inFile("explain/explain");
const explainText = inFile("explain/text");
const csv = inFile("matrix/csv");
const markdown = inFile("matrix/markdown");
const svg = inFile("matrix/svg-elements");

export const ruleToolsMutants: readonly Mutant[] = [
  {
    ...claims,
    name: "conditions: a comparison fails where its fields are equal",
    find: 'areEqual: operator === "!="',
    replace: 'areEqual: operator === "="',
  },
  {
    ...claims,
    name: "conditions: a field can be there together with a field below it",
    find: "if (oneIsBelowAnother(mine) || oneIsBelowAnother(theirs)) return false;",
    replace: "if (oneIsBelowAnother(mine) && oneIsBelowAnother(theirs)) return false;",
  },
  {
    ...claims,
    name: "conditions: what has to hold is forgotten",
    find: "...exact.map(",
    replace: "...exact.slice(0, 0).map(",
  },
  {
    ...claims,
    name: "conditions: fields can be equal and unequal at once",
    find: "return claim.areEqual || left !== right;",
    replace: "return left.length > 0 && right.length > 0;",
  },
  {
    ...cases,
    name: "conditions: more comparisons cover fewer",
    find: "wider.when.every((comparison)",
    replace: "wider.when.some((comparison)",
  },
  {
    ...cases,
    name: "conditions: a predicate can contradict itself",
    find: "conflictsWhen !== null && conflictsWhen !== holds.conflictsWhen,",
    replace: "conflictsWhen !== null,",
  },
  {
    ...cases,
    name: "conditions: a predicate is taken for one that always says yes",
    find: 'if (byData === "found" && holds.conflictsWhen === null) return "yes";',
    replace: 'if (byData === "found") return "yes";',
  },
  {
    ...cases,
    name: "conditions: what was given up counts as impossible",
    find: 'return effort.left < 0 ? "given-up" : "none";',
    replace: 'return effort.left < -1e9 ? "given-up" : "none";',
  },
  {
    ...cases,
    name: "conditions: two keys that begin alike are one",
    find: "one.length === other.length && one.every(",
    replace: "one.every(",
  },
  {
    ...entries,
    name: "table: = and != together are not seen to cover everything",
    find: 'widest.length > 1 && canHoldWithout(NOTHING, widest) === "no"',
    replace: "widest.length < 1",
  },
  {
    ...entries,
    name: "table: of two rules that say the same none is left",
    find: "(place < index || !implies(other, rule))",
    replace: "(place < index || implies(rule, other))",
  },
  {
    ...table,
    name: "table: exceptions of a rule for anything are forgotten",
    find: "wide.filter(({ except }) => committed === null || !except.has(committed))",
    replace: "wide.filter(({ except }) => committed === null || except.size >= 0)",
  },
  {
    ...table,
    name: "table: types that only stand behind 'except' are as any other type",
    find: "...wide.flatMap(({ except }) => [...except])",
    replace: "...wide.flatMap(({ except }) => [...except].slice(0, 0))",
  },
  {
    ...table,
    name: "table: any other type has the rules of the first category",
    find: 'export const NO_CATEGORY = "-";',
    replace: 'export const NO_CATEGORY = "client";',
  },
  {
    ...acceptances,
    name: "diff: an old acceptance accepts a later loosening",
    find: "if (known.has(wordsOf(comment))) continue;",
    replace: "if (known.has(comment.text + file.file)) continue;",
  },
  {
    ...acceptances,
    name: "diff: an acceptance for one type accepts all other types too",
    find: "selectsType(theirs, change.committed.type) : theirs === ANYTHING",
    replace: "selectsType(theirs, change.committed.type) : true",
  },
  {
    ...acceptances,
    name: "diff: one acceptance accepts every loosening",
    find: "if (incoming.includes(ANYTHING) && committed.includes(ANYTHING)) return null;",
    replace: "",
  },
  {
    ...acceptances,
    name: "diff: an acceptance without a reason counts",
    find: "if (!/\\p{L}/u.test(reason)) return null;",
    replace: "",
  },
  {
    ...acceptances,
    name: "diff: an acceptance of nothing is not reported",
    find: "found.length > 0 ? [] :",
    replace: "found.length >= 0 ? [] :",
  },
  {
    ...comparer,
    name: "diff: what may be a loosening is reported as a tightening",
    find: 'if (loses === "perhaps") return "changed";',
    replace: 'if (loses === "perhaps" && gains === "yes") return "changed";',
  },
  {
    ...comparer,
    name: "diff: what is loosened for some payloads and tightened for others counts as tightened",
    find: 'return loses === "yes" ? "loosened-and-tightened" : "tightened";',
    replace: 'return loses === "yes" ? "tightened" : "tightened";',
  },
  {
    ...comparer,
    name: "diff: before and after are taken for each other",
    find: "effectFrom(losesSome(before, after), losesSome(after, before))",
    replace: "effectFrom(losesSome(after, before), losesSome(before, after))",
  },
  {
    ...rows,
    name: "diff: what changes for any other type is forgotten",
    find: "...changeWith(ANY_OTHER_TYPE, { anythingExcept: apart }),",
    replace: "...changeWith(ANY_OTHER_TYPE, { anythingExcept: apart }).slice(0, 0),",
  },
  {
    ...rows,
    name: "diff: a type that goes its own way goes with all others",
    find: "[rowBefore, rowAfter].every(",
    replace: "[rowBefore, rowAfter].some(",
  },
  {
    ...rows,
    name: "diff: only new rules are seen, not those that are gone",
    find: "known.size === others.size && [...known].every((key) => others.has(key))",
    replace: "[...others].every((key) => known.has(key))",
  },
  {
    ...diff,
    name: "diff: barriers of a category are forgotten",
    find: 'if ("anythingExcept" in incoming && category !== null) ofBarriers.add(category);',
    replace: 'if ("anythingExcept" in incoming && category !== null) ofBarriers.delete(category);',
  },
  {
    ...diff,
    name: "diff: a change in one category counts in all",
    find: "inCategories.filter(({ keys }) => !keys.has(keyOf(change)))",
    replace: "inCategories.filter(({ keys }) => keys.has(keyOf(change)))",
  },
  {
    ...diff,
    name: "diff: pairs of known types count as added",
    find: 'return !known.has(incoming) || ("type" in committed && !known.has(committed.type));',
    replace: 'return !known.has(incoming) || "type" in committed;',
  },
  {
    ...diff,
    name: "diff: any other type does not count",
    find: "types.size - named.size + 1",
    replace: "types.size - named.size",
  },
  {
    ...explain,
    name: "explain: a comparison in doubt is taken for one that nobody knows",
    find: 'if (mine.kind === "in-doubt" || theirs.kind === "in-doubt") return "holds";',
    replace: 'if (mine.kind === "in-doubt" && theirs.kind === "in-doubt") return "holds";',
  },
  {
    ...explain,
    name: "explain: one comparison that holds is enough",
    find: 'outcomes.has("fails") ? "fails"',
    replace: 'outcomes.has("fails") && outcomes.size === 1 ? "fails"',
  },
  {
    ...explain,
    name: "explain: several open rules always leave the verdict open",
    find: 'return canHoldWithout({ when: [], conflictsWhen: null }, [...values, ...left]) === "no"',
    replace: "return left.length + values.length === 0",
  },
  {
    ...explain,
    name: "explain: the other way round asks the same way again",
    find: "opposite: rulingOf(rules, theirs, mine, category),",
    replace: "opposite: rulingOf(rules, mine, theirs, category),",
  },
  {
    ...explain,
    name: "explain: barriers of other categories are named",
    find: "(rule.category === null || rule.category === category)",
    replace: "(rule.category === null || rule.category !== undefined)",
  },
  {
    ...explainText,
    name: "explain: one type against itself is never told the other way round",
    find: "if (incoming.type !== committed.type || verdict !== opposite.verdict) return false;",
    replace:
      "if (incoming.type !== committed.type) return false;\n  if (verdict !== opposite.verdict) return true;",
  },
  {
    ...explainText,
    name: "explain: the other way round is not told where other rules lead to the same",
    find: "return rules.every(({ rule, outcome }) => outcomes.get(rule) === outcome);",
    replace: "return rules.every(({ rule }) => outcomes.has(rule));",
  },
  {
    ...csv,
    name: "matrix: a name becomes a formula",
    find: "FORMULA.test(text) ? `'${text}` : text",
    replace: "FORMULA.test(text) ? `${text}` : text",
  },
  {
    ...markdown,
    name: "matrix: a bar in a name ends its cell",
    find: "[\\\\`*_[\\]<>|~&#$]",
    replace: "[\\\\`*_[\\]<>~&#$]",
  },
  {
    ...svg,
    name: "matrix: a name becomes an element of the picture",
    find: '.replaceAll("<", "&lt;")',
    replace: '.replaceAll("<", "<")',
  },
];
