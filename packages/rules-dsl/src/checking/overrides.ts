/** `override` on rules that replace nothing (CF2013). */

import { quoted } from "../diagnostics/diagnostics.ts";
import type { Placed } from "./statements-by-kind.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import type { RuleContext } from "./rule-context.ts";
import { isDecision } from "./rule-table.ts";
import type { Rule } from "../syntax/tree.ts";

/** Reports an `override` that cannot replace anything, whatever other rules there are. */
export function checkOverride(file: ProjectFile, { node, block }: Placed<Rule>, report: Report): void {
  const { override, subject } = node;
  if (!override) return;
  const message =
    subject.kind === "anything"
      ? "a rule for 'anything' cannot override: it adds to the rules of every type"
      : isDecision(node)
        ? "this line only records a compatible pair, so it cannot override a rule"
        : block
          ? null
          : "'override' is only for rules in a stream block: it replaces rules from outside the block";
  if (message !== null)
    report(file, { code: "CF2013", span: override, message, fix: withoutOverride(node, file) });
}

function withoutOverride(
  { override, subject, span }: Rule,
  { text }: ProjectFile,
): { span: typeof span; newText: string } {
  const start = override?.start ?? span.start;
  const between = text.slice(override?.end ?? start, subject.span.start);
  // There may be a comment between the two words.
  const end = between.trim() === "" ? subject.span.start : (override?.end ?? start);
  return { span: { start, end }, newText: "" };
}

/** Reports an `override` on types that have no rules outside blocks. */
export function reportUselessOverrides({ table, report }: RuleContext): void {
  for (const { file, node, category, subjects } of table.inCategories) {
    const type = subjects?.[0];
    if (!node.override || category === null || type === undefined) continue;
    if (subjects?.some((subject) => table.subject(null, subject))) continue;
    report(file, {
      code: "CF2013",
      span: node.override,
      message: `${quoted(type)} has no rules outside stream ${quoted(category)}, so there is nothing to override`,
      suggestion: "remove 'override', or correct the name",
    });
  }
}
