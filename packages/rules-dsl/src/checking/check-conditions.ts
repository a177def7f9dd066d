/** Checks of one rule's condition: its fields and its comparisons. */

import { RESERVED_WORDS } from "@truce/core/rules";
import type { Context } from "./context.ts";
import type { Finding } from "../diagnostics/diagnostics.ts";
import { MAX_FIELD_DEPTH } from "../limits.ts";
import { nameFinding } from "../syntax/names.ts";
import type { ProjectFile } from "./project.ts";
import type { CheckOptions } from "./check-options.ts";
import type { Condition, Field, Rule, SidedField } from "../syntax/tree.ts";
import { fieldsOfRule } from "../syntax/walk.ts";

/** Reports invalid fields and comparisons, and `anything never conflicts`. */
export function checkCondition(file: ProjectFile, node: Rule, { options, report }: Context): void {
  if (node.condition) {
    for (const field of fieldsOfRule(node)) {
      const finding = fieldFinding(field, file.text);
      if (finding) report(file, finding);
    }
    for (const finding of comparisonFindings(node.condition)) report(file, finding);
    for (const finding of sideFindings(node.condition, options)) report(file, finding);
  }
  const { subject, targets, span } = node;
  if (subject.kind === "anything" && targets.kind === "never") {
    const message =
      "'anything never conflicts' is not a rule: name the types that never conflict, in one rule each";
    report(file, { code: "CF2012", span, message });
  }
}

function fieldFinding({ span, path }: Field | SidedField, text: string): Finding | null {
  if (path.length > MAX_FIELD_DEPTH) {
    const message = `this field is more than ${MAX_FIELD_DEPTH} levels deep, and payloads cannot be that deep`;
    return { code: "CF1012", span, message };
  }
  return nameFinding(text.slice(span.start, span.end), span);
}

function comparisonFindings(condition: Condition): readonly Finding[] {
  if (condition.kind !== "when") return [];
  return condition.comparisons.flatMap(({ left, right, span }) => {
    if (left.side !== right.side) return [];
    const message = `a comparison needs one field of 'mine' and one of 'theirs', but both are of '${left.side}'`;
    return [{ code: "CF1015" as const, span, message }];
  });
}

/** Fields after `on` that begin with `mine.` or `theirs.`, unless a known payload has such a field. */
function sideFindings(condition: Condition, { fields = {} }: CheckOptions): readonly Finding[] {
  if (condition.kind !== "on") return [];
  const sideOf = ({ path: [first, second] }: Field): string | null =>
    (first === "mine" || first === "theirs") && second !== undefined ? first : null;
  const isOneSided = new Set(condition.fields.map(sideOf)).size === 1;
  return condition.fields.flatMap((field): readonly Finding[] => {
    const { span, path } = field;
    const side = sideOf(field);
    if (side === null || Object.values(fields).some((known) => known.includes(path.join(".")))) return [];
    const newText = path.slice(1).join(".");
    const isName = !RESERVED_WORDS.has(newText);
    return [
      {
        code: "CF1016",
        span,
        message: `a field after 'on' belongs to both events: remove '${side}.'`,
        suggestion: `${isName ? `on ${newText} is short for` : "write"} when mine.${newText} = theirs.${newText}`,
        // If one condition has both sides, the author may have meant to compare different fields.
        ...(isOneSided && isName && { fix: { span, newText } }),
      },
    ];
  });
}
