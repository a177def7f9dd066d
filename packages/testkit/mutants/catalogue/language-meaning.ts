/** Wrong compilers: variants of what the rules language means. */

import type { Mutant } from "../mutant.ts";
import { inFile, testsOf } from "./language-files.ts";

const MEANING = "whole-language.property";
const resolve = inFile("checking/resolve", MEANING);
const groups = inFile("checking/groups", MEANING, "diagnostics/diagnostics");
const groupTypes = inFile("checking/group-types", MEANING, "diagnostics/diagnostics");
const compiler = inFile("compiler", MEANING, "told-at-run-time");
const contradictions = inFile("checking/contradictions", MEANING);
const overrides = inFile("checking/overrides", MEANING);
const declared = inFile("checking/declared-events", "diagnostics/diagnostics", MEANING);
const project = inFile("checking/project", "diagnostics/diagnostics");
const paths = inFile("checking/import-paths", "checking/import-paths", "diagnostics/diagnostics");
const blocks = inFile("syntax/blocks", "diagnostics/diagnostics", MEANING);

export const languageMeaningMutants: readonly Mutant[] = [
  {
    ...resolve,
    name: "the rules of a block count in all streams",
    find: "category: block?.category ?? null",
    replace: "category: null",
  },
  {
    ...resolve,
    name: "the rules of a file that is only imported count",
    find: "if (file.isImportOnly) continue;",
    replace: "",
  },
  {
    ...resolve,
    name: "mine and theirs stand as they were written",
    find: 'left.side === "mine" ? [left, right] : [right, left]',
    replace: "[left, right]",
  },
  {
    ...resolve,
    name: "'on' has only its first field",
    find: "return condition.fields.map(",
    replace: "return condition.fields.slice(0, 1).map(",
  },
  {
    ...resolve,
    name: "'except' takes out the first type of a group only",
    find: "exceptions.push({ span: reference.span, types: names });",
    replace: "exceptions.push({ span: reference.span, types: names.slice(0, 1) });",
  },
  {
    ...resolve,
    name: "rules of a block without a category count somewhere",
    find: "if (block && block.category === null) return null;",
    replace: "",
    tests: testsOf("diagnostics/diagnostics", "checking/mistakes.property"),
  },
  {
    ...resolve,
    name: "what groups multiply to has no limit",
    find: "if (left >= 0) {",
    replace: "if (left < Infinity) {",
    tests: testsOf("diagnostics/diagnostics"),
  },
  {
    ...groups,
    name: "a group of a block can be seen outside it",
    find: "byPlace.set(block ?? file, here);",
    replace: "byPlace.set(file, here);",
  },
  {
    ...groups,
    name: "a group of any file can be seen",
    find: "file !== by && by.importedFiles.has(file)",
    replace: "file !== by",
  },
  {
    ...groups,
    name: "a group in a block may hide one outside",
    find: "if (hidden) report(file, definedTwice(file, node, hidden));",
    replace: "if (hidden && !block) report(file, definedTwice(file, node, hidden));",
  },
  {
    ...groupTypes,
    name: "groups within groups are left out",
    find: "for (const name of types.names) names.add(name);",
    replace: 'if (reference.kind === "event-name") for (const name of types.names) names.add(name);',
  },
  {
    ...groupTypes,
    name: "groups of any depth are written out",
    find: "if (!component || component.depth > MAX_GROUP_DEPTH) return UNKNOWN;",
    replace: "if (!component) return UNKNOWN;",
    tests: testsOf("hostile"),
  },
  {
    ...groupTypes,
    name: "a circle is reported at each of its groups",
    find: "if (members.has(group)) circle ??= { at, first: definition };",
    replace: "if (members.has(group)) reportCircle(at, definition, inOrder, report);",
  },
  {
    ...compiler,
    name: "the reason of a rule is lost",
    find: "reason: node.reason ?? undefined,",
    replace: "",
  },
  {
    ...compiler,
    name: "only the first type of a group has the rule",
    find: "? subjects.map((type)",
    replace: "? subjects.slice(0, 1).map((type)",
  },
  {
    ...compiler,
    name: "an error does not keep the others from compiling",
    find: "if (hasErrors(diagnostics)) return { rules: null, events, diagnostics };",
    replace: "",
    tests: testsOf("diagnostics/diagnostics"),
  },
  {
    ...contradictions,
    name: "a barrier of one category may contradict what holds in all",
    find: "const outside = isWhole ? (byCategory.get(null) ?? []) : [];",
    replace: "const outside: NeverType[] = [];",
  },
  {
    ...contradictions,
    name: "what a category replaces contradicts its barriers",
    find: "if (!never || table.subject(category, never.type)) continue;",
    replace: "if (!never) continue;",
  },
  {
    ...contradictions,
    name: "a barrier for all streams looks at those outside only",
    find: "yield* everywhere.values();",
    replace: "yield* byCategory.get(null) ?? [];",
  },
  {
    ...contradictions,
    name: "'except' beside a name is fine",
    find: "exceptAndConflicts(subject, report);\n  }",
    replace: "}",
  },
  {
    ...overrides,
    name: "a group overrides as soon as one of its types has no rules outside",
    find: "subjects?.find((subject) => table.subject(null, subject))",
    replace: "subjects?.slice(0, 1).find((subject) => table.subject(null, subject))",
  },
  {
    ...overrides,
    name: "an override of nothing is fine",
    find: "if (subjects?.some((subject) => table.subject(null, subject))) continue;",
    replace: "if (subjects) continue;",
  },
  {
    ...declared,
    name: "what is declared for one stream is known in all",
    find: "if (!block) return [givenNames",
    replace: "if (seen.length >= 0) return [givenNames",
  },
  {
    ...declared,
    name: "events are passed on by imports",
    find: "const seen = seenBy(file);",
    replace: "const seen = files.flatMap((one) => declarations.get(one) ?? []);",
  },
  {
    ...declared,
    name: "imported declarations are not looked at",
    find: "[file, ...file.importedFiles.keys()].flatMap(",
    replace: "[file].flatMap(",
  },
  {
    ...project,
    name: "an import that is missing makes its groups unknown",
    find: "widen(file.seenGaps, ALL_UNKNOWN);",
    replace: "",
  },
  {
    ...project,
    name: "a circle of imports is fine",
    find: "reportCircles(files, report);\n",
    replace: "",
  },
  {
    ...paths,
    name: "imports lead out of the project",
    find: 'else if (folders.length === 0 || folders.pop() === "..")',
    replace: 'else if (folders.pop() === "..")',
  },
  {
    ...paths,
    name: "imports may be absolute",
    find: 'if (path.startsWith("/")) return "is absolute: an import is relative to its file";',
    replace: "",
  },
  {
    ...blocks,
    name: "an unclosed block is a block like any other",
    find: "if (!isWhole) unclosed.add(stream);",
    replace: "",
  },
];
