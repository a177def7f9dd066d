/** Reports the contradictions that core finds in the declarations, at the rules in the text. */

import { asWritten, type RuleProblem, type TypeSelector } from "@truce/core/rules";
import type { DeclaredRule } from "./declarations.ts";
import { locationOf, quoted, whereSeenFrom } from "../diagnostics/diagnostics.ts";
import type { Report } from "./reports.ts";
import type { ResolvedRule } from "./resolved-rule.ts";

/** @param declared - The declarations that the indexes in `problems` refer to. */
export function reportContradictions(
  problems: readonly RuleProblem[],
  declared: readonly DeclaredRule[],
  report: Report,
): void {
  for (const { kind, types, declarations } of problems) {
    const [one, other] = declarations.map((index) => declared[index]);
    const [type, name] = types;
    if (!one || !other || type === undefined) continue;
    const pair = { type, rule: one.rule, other: other.rule };
    switch (kind) {
      case "never-and-conflicts":
        neverAndConflicts(pair, report);
        break;
      case "except-and-conflicts":
        if (name !== undefined) exceptAndConflicts(pair, name, report);
        break;
      case "override-missing":
        overrideMissing(pair, report);
        break;
      case "barrier-meets-never":
        barrierMeetsNever(pair, report);
        break;
      // The syntax checks have already reported malformed names and conditions.
      case "malformed":
      case "other-fingerprint":
        break;
    }
  }
}

/** Two rules that contradict each other about an incoming type. */
interface Pair {
  readonly type: string;
  readonly rule: ResolvedRule;
  readonly other: ResolvedRule;
}

const REMOVE_ONE = "remove one of the two";

function neverAndConflicts({ type, rule: never, other: conflicts }: Pair, report: Report): void {
  const target = conflicts.targets[0]?.selectors[0];
  if (!target) return;
  const [later, earlier] = never.order > conflicts.order ? [never, conflicts] : [conflicts, never];
  report(later.file, {
    code: "CF2005",
    span: later.node.span,
    message: `${quoted(type)} never conflicts (${lineOf(never, later)}) but conflicts with ${describe(target)} (${lineOf(conflicts, later)})`,
    suggestion: REMOVE_ONE,
    related: [locationOf(earlier.file, earlier.node.span)],
  });
}

function exceptAndConflicts({ type, rule, other }: Pair, name: string, report: Report): void {
  const exception = rule.targets
    .flatMap(({ exceptions }) => exceptions)
    .find(({ types }) => types.includes(name));
  const target = other.targets.find(({ selectors }) => selectors.some((selector) => selector.type === name));
  if (!exception || !target) return;
  const otherAt = locationOf(other.file, target.span);
  report(rule.file, {
    code: "CF2011",
    span: exception.span,
    message: `${quoted(type)} conflicts with anything except ${quoted(name)}, but another rule makes it conflict with ${quoted(name)} (${whereSeenFrom(rule.file, otherAt)})`,
    suggestion: REMOVE_ONE,
    related: [otherAt],
  });
}

function overrideMissing({ type, rule, other }: Pair, report: Report): void {
  const { span } = rule.node.subject;
  const otherAt = locationOf(other.file, other.node.span);
  const place = whereSeenFrom(rule.file, otherAt);
  report(rule.file, {
    code: "CF2006",
    span,
    message: `${quoted(type)} also has rules outside stream ${quoted(rule.category ?? "")} (${place}); write 'override' to replace them`,
    fix: { span: { start: span.start, end: span.start }, newText: "override " },
    related: [otherAt],
  });
}

function barrierMeetsNever({ type, rule: barrier, other: never }: Pair, report: Report): void {
  const target = barrier.targets[0]?.selectors[0];
  if (!target) return;
  report(barrier.file, {
    code: "CF2010",
    span: barrier.node.subject.span,
    message: `${quoted(type)} never conflicts (${lineOf(never, barrier)}) but this rule makes it conflict with ${describe(target)}`,
    suggestion: `exclude the type: ${withException(barrier, type)}`,
    related: [locationOf(never.file, never.node.span)],
  });
}

/** The line of a barrier with one more type after `except`. */
function withException({ file, node }: ResolvedRule, type: string): string {
  const { subject, span } = node;
  const except = subject.kind === "anything" && subject.except.length > 0 ? "," : " except";
  const [before, after] = [
    file.text.slice(span.start, subject.span.end),
    file.text.slice(subject.span.end, span.end),
  ].map((text) =>
    text
      .replaceAll(/\/\/.*/g, "")
      .replaceAll(/\s+/g, " ")
      .trimEnd(),
  );
  const line = `${before}${except} ${asWritten(type)}${after}`;
  return line.length > 160 ? "anything except ..." : line;
}

/** The line of a rule, with its file if that is not the file of the diagnostic. */
function lineOf({ file, node }: ResolvedRule, seenFrom: ResolvedRule): string {
  return whereSeenFrom(seenFrom.file, locationOf(file, node.span));
}

function describe(selector: TypeSelector): string {
  if ("type" in selector) return quoted(selector.type);
  const [first, ...others] = selector.anythingExcept;
  return first === undefined
    ? "anything"
    : `anything except ${quoted(first)}${others.length > 0 ? ", ..." : ""}`;
}
