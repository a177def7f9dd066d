/** Overrides that replace nothing. */

import { quoted } from "../diagnostics/diagnostics.ts";
import type { Placed } from "./outline.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import { isDecision, type RuleTable } from "./rule-table.ts";
import type { Rule } from "../syntax/tree.ts";

/** Reports an `override` in a place where it can have no meaning. */
export function checkOverride(file: ProjectFile, { node, block }: Placed<Rule>, report: Report): void {
  const { override, subject } = node;
  if (!override) return;
  const message =
    subject.kind === "anything"
      ? "a rule for anything overrides nothing: it adds to the rules of every type"
      : isDecision(node)
        ? "this line records a compatible pair, and overrides nothing"
        : block
          ? null
          : "'override' replaces rules from outside a stream block, and this rule stands in none";
  if (message !== null)
    report(file, { code: "CF2013", span: override, message, fix: withoutOverride(node, file) });
}

function withoutOverride(
  { override, subject, span }: Rule,
  { text }: ProjectFile,
): { span: typeof span; newText: string } {
  const start = override?.start ?? span.start;
  const between = text.slice(override?.end ?? start, subject.span.start);
  // What stands between the two words may be a comment.
  const end = between.trim() === "" ? subject.span.start : (override?.end ?? start);
  return { span: { start, end }, newText: "" };
}

/** Reports overrides that have nothing to replace. */
export function findIdleOverrides(table: RuleTable, report: Report): void {
  for (const { file, node, category, subjects } of table.inCategories) {
    const type = subjects?.[0];
    if (!node.override || category === null || type === undefined) continue;
    if (subjects?.some((subject) => table.subject(null, subject))) continue;
    report(file, {
      code: "CF2013",
      span: node.override,
      message: `${quoted(type)} has no rules outside stream ${quoted(category)}, so there is nothing to override`,
      suggestion: "leave 'override' out, or correct the name",
    });
  }
}
