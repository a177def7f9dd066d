/** Wrong checkers: variants of what the rules language remarks, and where. */

import type { Mutant } from "../mutant.ts";
import { inFile } from "./language-files.ts";

const claims = inFile("checking/claims", "checking/remarks.property", "diagnostics/diagnostics");
const ruleTable = inFile("checking/rule-table", "checking/remarks.property", "diagnostics/diagnostics");
const redundancy = inFile("checking/redundancy", "checking/remarks.property", "diagnostics/diagnostics");
const idleParts = inFile("checking/idle-parts", "checking/remarks.property", "diagnostics/diagnostics");
const openDecisions = inFile(
  "checking/open-decisions",
  "checking/remarks.property",
  "diagnostics/diagnostics",
);
const pairDecisions = inFile("checking/pair-decisions", "checking/pair-decisions.property");
const recordedPairs = inFile("checking/open-decisions", "diagnostics/diagnostics");
const decisionsOfTable = inFile("checking/rule-table", "checking/pair-decisions.property");
const names = inFile("checking/check-names", "diagnostics/diagnostics", "checking/mistakes.property");
const doubtful = inFile("checking/doubtful-names", "diagnostics/diagnostics");
const ignores = inFile("checking/ignores", "diagnostics/diagnostics");
const gaps = inFile("syntax/gaps", "diagnostics/diagnostics", "checking/mistakes.property");
const checker = inFile("checking/checker", "diagnostics/diagnostics", "checking/mistakes.property");
const layout = inFile("syntax/layout", "syntax/layout", "checking/mistakes.property");
const suggestions = inFile("text/suggestions", "text/suggestions.property");
const reports = inFile("checking/reports", "diagnostics/diagnostics");

const fixes = inFile("checking/check-names", "checking/fixes.property");

export const languageRemarksMutants: readonly Mutant[] = [
  {
    ...fixes,
    name: "the fix of a warning changes what the rules mean",
    find: 'report(file, { code: "CF3001", span: reference.span, message });',
    replace:
      'report(file, { code: "CF3001", span: reference.span, message, fix: { span: reference.span, newText: "Other" } });',
  },
  {
    ...claims,
    name: "rules with other conditions cover each other",
    find: "(conditions === null || isSubset(claim.conditions, conditions)) &&",
    replace: "",
  },
  {
    ...claims,
    name: "two rules that say the same cover each other",
    find: "!claim.isCovered &&",
    replace: "",
  },
  {
    ...claims,
    name: "a barrier of one category covers one of all",
    find: "for (const scope of new Set([category, null])) {",
    replace: "for (const scope of new Set([category, ...barriers.keys()])) {",
  },
  {
    ...claims,
    name: "a barrier covers another although it spares more",
    find: "!claim.spared.has(incoming) : isSubset(claim.spared, incoming)",
    replace: "!claim.spared.has(incoming) : true",
  },
  {
    ...redundancy,
    name: "a group is covered as soon as one of its types is",
    find: "      if (!cover) return undefined;\n      first ??= cover;\n    }\n  }\n  return first;",
    replace: "      first ??= cover;\n    }\n  }\n  return first;",
  },
  {
    ...redundancy,
    name: "barriers never cover each other",
    find: "if (barriers.length > 1)",
    replace: "if (barriers.length > Infinity)",
  },
  {
    ...ruleTable,
    name: "no subject is taken for one of several rules",
    find: "sharedSubjects.add(known);",
    replace: "",
  },
  {
    ...redundancy,
    name: "a group's own repetitions are overlooked",
    find: "new Set(rules.filter(hasOverlaps))",
    replace: "new Set<ResolvedRule>()",
  },
  {
    ...idleParts,
    name: "an exception is idle if it is in one stream",
    find: "(scopes.get(incoming) ?? [])",
    replace: "(scopes.get(incoming) ?? []).slice(0, 1)",
  },
  {
    ...idleParts,
    name: "groups that nothing uses are fine",
    find: "if (file.isImportOnly || used.has(group)) continue;",
    replace: "if (node) continue;",
  },
  {
    ...openDecisions,
    name: "what barriers speak of is still open",
    find: "(outside.all.has(name) && !here.has(name))",
    replace: "outside.all.has(name)",
  },
  {
    ...openDecisions,
    name: "what the rules of a block leave open of what is declared outside is not seen",
    find: "if (forAll.has(type)) incoming.add(type);",
    replace: "if (forAll.has(type)) incoming.delete(type);",
  },
  {
    ...openDecisions,
    name: "what barriers of a block speak of is still open there",
    find: "if (!here.has(name)) left.push(name);",
    replace: "left.push(name);",
  },
  {
    ...openDecisions,
    name: "a type without rules leaves nothing open",
    find: "else reportUnregistered(type, declarationOf(type), context);",
    replace: "",
  },
  {
    ...pairDecisions,
    name: "a pair is recorded as compatible beside a rule for anything that makes it conflict",
    find: "conditions: null, incoming: type }",
    replace: 'conditions: null, incoming: "" }',
  },
  {
    ...pairDecisions,
    name: "a pair of all streams is not checked against the barriers of categories",
    find: "categories.filter((category) => !table.subject(category, type))",
    replace: "categories.filter(() => false)",
  },
  {
    ...pairDecisions,
    name: "a pair is recorded as compatible although the rules inside the block make it conflict",
    find: "return table.subject(category, type) ?? table.subject(null, type);",
    replace: "return table.subject(null, type) ?? table.subject(category, type);",
  },
  {
    ...decisionsOfTable,
    name: "a recorded pair is taken for a rule",
    find: "if (isDecision(rule.node)) {",
    replace: "if (isDecision(rule.node) && rule.order < 0) {",
  },
  {
    ...recordedPairs,
    name: "a pair that is recorded outside counts for rules that replace those outside",
    find: "(decision.category === null && subject?.category === null)",
    replace: "decision.category === null",
  },
  {
    ...doubtful,
    name: "names that differ in their numbers only are taken for slips",
    find: "(candidate) => withoutDigits(candidate) !== withoutDigits(name)",
    replace: "() => true",
  },
  {
    ...doubtful,
    name: "'all' is a name like another",
    find: "if (instead !== undefined) report(file, takenAsName(node, instead));",
    replace: "",
  },
  {
    ...names,
    name: "names in groups are not looked at",
    find: 'const areKnown = node.kind !== "events" &&',
    replace: 'const areKnown = node.kind === "rule" &&',
  },
  {
    ...names,
    name: "an event and a group of one name are a repetition",
    find: 'const key = reference.kind === "group-name" ? name : `"${name}`;',
    replace: "const key = reference.name;",
  },
  {
    ...ignores,
    name: "errors can be ignored",
    find: 'if (severity === "error") return false;',
    replace: "",
    and: [{ find: 'if (DIAGNOSTICS[code] === "error")', replace: 'if (code === "CF0000" as string)' }],
  },
  {
    ...ignores,
    name: "an ignore silences all warnings of its line",
    find: "find((candidate) => candidate.code === code)",
    replace: "find((candidate) => candidate.code !== undefined)",
  },
  {
    ...gaps,
    name: "a broken group makes its uses unknown",
    find: 'if (word?.image.startsWith("@")) groups.add(word.image.slice(1));',
    replace: "",
  },
  {
    ...gaps,
    name: "a broken list of events makes all names unknown",
    find: 'if (meant === "events") events = true;',
    replace: "",
  },
  {
    ...checker,
    name: "what is missing is reported although a line is broken",
    find: "if (!reports.hasErrors()) findIdleOverrides(table, report);",
    replace: "findIdleOverrides(table, report);",
  },
  {
    ...layout,
    name: "a group after a comma goes on with the list",
    find: "if (last === Comma && line[1]?.tokenType === Equals) return false;",
    replace: "",
  },
  {
    ...suggestions,
    name: "a swap counts as two edits",
    find: "if (isSwapped(left, row, right, column))",
    replace: "if (isSwapped(left, row, right, column) && limit > 9)",
  },
  {
    ...reports,
    name: "a mistake is told for each event type that it is about",
    find: "if (places.has(place)) return;",
    replace: "",
  },
];
