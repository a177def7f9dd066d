/** Conditions: fields that can exist, and comparisons of mine with theirs. */

import type { Context } from "./context.ts";
import type { Finding } from "../diagnostics/diagnostics.ts";
import { nameFinding } from "../syntax/names.ts";
import { RESERVED_WORDS } from "../syntax/reserved-words.ts";
import type { ProjectFile } from "./project.ts";
import type { CheckOptions } from "./check-options.ts";
import type { Condition, Field, Rule, SidedField } from "../syntax/tree.ts";
import { fieldsOfRule } from "../syntax/walk.ts";

/** The longest path into a payload, in keys: payloads are not nested deeper. */
const MAX_PATH_LENGTH = 64;

/** Reports a condition that makes no sense, and `anything never conflicts`, which has none either. */
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
      "'anything' cannot be said to never conflict: name the types that never conflict, one rule for each";
    report(file, { code: "CF2012", span, message });
  }
}

function fieldFinding({ span, path }: Field | SidedField, text: string): Finding | null {
  if (path.length > MAX_PATH_LENGTH) {
    const message = `this field is more than ${MAX_PATH_LENGTH} levels deep, which no payload is`;
    return { code: "CF1012", span, message };
  }
  return nameFinding(text.slice(span.start, span.end), span);
}

function comparisonFindings(condition: Condition): readonly Finding[] {
  if (condition.kind !== "when") return [];
  return condition.comparisons.flatMap(({ left, right, span }) => {
    if (left.side !== right.side) return [];
    const message = `a comparison is between a field of mine and one of theirs, not between two of ${left.side}`;
    return [{ code: "CF1015" as const, span, message }];
  });
}

/** Fields of `on` that begin with a side, unless payloads are known to have such a field. */
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
        message: `a field of 'on' is one of both sides: leave '${side}.' out`,
        suggestion: `${isName ? `on ${newText} stands for` : "write"} when mine.${newText} = theirs.${newText}`,
        // Where both sides stand in one condition, a comparison of different fields may have been meant.
        ...(isOneSided && isName && { fix: { span, newText } }),
      },
    ];
  });
}
