/** From trees to diagnostics: everything that can be said about the files of a project, and the rules that are left. */

import type { CheckOptions } from "./check-options.ts";
import { findContradictions } from "./contradictions.ts";
import { findCovered, repetitionsIn } from "./coverage.ts";
import { diagnosticAt, type Diagnostic, type Finding } from "./diagnostics.ts";
import { nameFinding } from "./names.ts";
import { parseFile, type ParsedFile } from "./parse.ts";
import { resolveRules, type ResolvedRule } from "./resolve.ts";
import type { SourceFile } from "./source-text.ts";
import { findSuspiciousText } from "./suspicious-text.ts";
import { findUnknownConstructs } from "./unknown-constructs.ts";
import type { Rule, Statement } from "./tree.ts";
import { fieldsOfRule, referencesOf } from "./walk.ts";

/**
 * Checks the files of a project together: all problems at once, file by file and in the order of the text. It never
 * throws, whatever the texts.
 *
 * @param files - All `.conflicts` files of the project, each once, under paths from the project's root with `/`. Imports
 * are looked up among them and among `options.imports`. Their order does not matter.
 *
 * @example
 * ```ts
 * const diagnostics = check([{ file: "crm.conflicts", text }]);
 * ```
 */
export function check(files: readonly SourceFile[], options: CheckOptions = {}): readonly Diagnostic[] {
  return analyse(files, options).diagnostics;
}

/** What checking leaves: rules that count only if there is no error among the diagnostics. */
export interface Analysis {
  readonly rules: readonly ResolvedRule[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses, resolves and checks the files of a project. */
export function analyse(sources: readonly SourceFile[], _options: CheckOptions): Analysis {
  const files = sources.map((source) => parseFile(source));
  const rules = files.flatMap(resolveRules);
  const diagnostics = [
    ...files.flatMap((file) => file.diagnostics),
    ...files.flatMap((file) => findingsIn(file).map((finding) => diagnosticAt(file, finding))),
    ...rules.flatMap((rule) => repetitionsIn(rule).map((finding) => diagnosticAt(rule.file, finding))),
    ...findContradictions(rules),
    ...findCovered(rules),
    ...findSuspiciousText(files),
  ];
  return { rules, diagnostics: inReadingOrder(diagnostics, files) };
}

function findingsIn({ tree, text }: ParsedFile): readonly Finding[] {
  const names = [...referencesOf(tree)].map(({ kind, span }) =>
    nameFinding(text.slice(kind === "group-name" ? span.start + 1 : span.start, span.end), span),
  );
  return [
    ...names.filter((finding) => finding !== null),
    ...rulesIn(tree.statements).flatMap((rule) => [
      ...fieldFindings(rule, text),
      ...comparisonFindings(rule),
      ...anythingNever(rule),
    ]),
    ...findUnknownConstructs(tree.statements),
  ];
}

function rulesIn(statements: readonly Statement[]): readonly Rule[] {
  return statements.flatMap((statement) => {
    if (statement.kind === "stream") return rulesIn(statement.statements);
    return statement.kind === "rule" ? [statement] : [];
  });
}

function fieldFindings(rule: Rule, text: string): readonly Finding[] {
  return [...fieldsOfRule(rule)].flatMap(
    ({ span }) => nameFinding(text.slice(span.start, span.end), span) ?? [],
  );
}

function comparisonFindings({ condition }: Rule): readonly Finding[] {
  if (condition?.kind !== "when") return [];
  return condition.comparisons.flatMap(({ left, right, span }) => {
    if (left.side !== right.side) return [];
    const message = `a comparison is between a field of mine and one of theirs, not between two of ${left.side}`;
    return [{ code: "CF1015" as const, span, message }];
  });
}

function anythingNever({ subject, targets, span }: Rule): readonly Finding[] {
  if (subject.kind !== "anything" || targets.kind !== "never") return [];
  const message =
    "'anything' cannot be said to never conflict: name the types that never conflict, one rule for each";
  return [{ code: "CF2012", span, message }];
}

/** By file, in the order in which the files were given, and then by place. */
function inReadingOrder(
  diagnostics: readonly Diagnostic[],
  files: readonly ParsedFile[],
): readonly Diagnostic[] {
  const order = new Map(files.map(({ file }, index) => [file, index]));
  return diagnostics.toSorted(
    (left, right) =>
      (order.get(left.file) ?? 0) - (order.get(right.file) ?? 0) || left.span.start - right.span.start,
  );
}
