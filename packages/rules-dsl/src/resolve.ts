/** From rules as they were written to what they say: selectors, comparisons, scope. */

import type { Comparison, TypeSelector } from "@truce/core";
import type { ParsedFile } from "./parse.ts";
import type { Span } from "./source-text.ts";
import type { Anything, Condition, Reference, Rule } from "./tree.ts";

/** A rule, and what it says. */
export interface ResolvedRule {
  readonly file: ParsedFile;
  readonly node: Rule;
  /** A type, or `anythingExcept` for a barrier. */
  readonly incoming: TypeSelector;
  /** Empty for `never conflicts`. */
  readonly targets: readonly ResolvedTarget[];
  readonly when: readonly Comparison[];
}

/** One thing that a rule conflicts with, and where it says so. */
interface ResolvedTarget {
  readonly selector: TypeSelector;
  readonly span: Span;
}

/** The rules of a file that are fit to be judged, in order. */
export function resolveRules(file: ParsedFile): readonly ResolvedRule[] {
  return file.tree.statements.flatMap((statement) =>
    statement.kind === "rule" ? (resolveRule(file, statement) ?? []) : [],
  );
}

/** Null where the rule is no use, or this version of the tool does not know all of it; the checker reports why. */
function resolveRule(file: ParsedFile, node: Rule): ResolvedRule | null {
  const incoming = selectorOf(node.subject);
  const targets = targetsOf(node);
  const when = comparisonsOf(node.condition);
  if (!incoming || !targets || !when || node.override) return null;
  if ("anythingExcept" in incoming && targets.length === 0) return null;
  return { file, node, incoming, targets, when };
}

function targetsOf({ targets }: Rule): readonly ResolvedTarget[] | null {
  if (targets.kind === "never") return [];
  const parts = targets.kind === "anything" ? [targets] : targets.references;
  const resolved = parts.map((part) => ({ selector: selectorOf(part), span: part.span }));
  return resolved.every((target): target is ResolvedTarget => target.selector !== null) ? resolved : null;
}

function selectorOf(part: Anything | Reference): TypeSelector | null {
  if (part.kind === "group-name") return null;
  if (part.kind === "event-name") return { type: part.name };
  const names = part.except.map((reference) => (reference.kind === "event-name" ? reference.name : null));
  return names.every((name) => name !== null) ? { anythingExcept: names } : null;
}

/** A condition's comparisons, mine first. Null where one does not compare mine with theirs; the checker reports that. */
function comparisonsOf(condition: Condition | null): readonly Comparison[] | null {
  if (!condition) return [];
  if (condition.kind === "on") {
    return condition.fields.map(({ path }) => ({ mine: path, operator: "=", theirs: path }));
  }
  const comparisons = condition.comparisons.map(({ left, operator, right }): Comparison | null => {
    if (left.side === right.side) return null;
    const [mine, theirs] = left.side === "mine" ? [left, right] : [right, left];
    return { mine: mine.path, operator, theirs: theirs.path };
  });
  return comparisons.every((comparison) => comparison !== null) ? comparisons : null;
}
