/** Converts resolved rules to the declarations that core reads. */

import type { RuleDeclaration, TypeSelector } from "@truce/core/rules";
import type { ResolvedRule } from "./resolved-rule.ts";
import { positionAt } from "../source/source-text.ts";

/** A declaration, and the rule that it was made from. */
export interface DeclaredRule {
  readonly rule: ResolvedRule;
  readonly declaration: RuleDeclaration;
}

/** The declarations of all rules, in order: one for each incoming type of a rule. */
export function declare(rules: readonly ResolvedRule[]): readonly DeclaredRule[] {
  return rules.flatMap((rule) =>
    declarationsOf(rule).map((declaration): DeclaredRule => ({ rule, declaration })),
  );
}

/** All declarations of a rule have its location and reason. */
function declarationsOf(rule: ResolvedRule): readonly RuleDeclaration[] {
  const { file, node, subjects, exceptions } = rule;
  const { line, column } = positionAt(file.lineStarts, node.span.start);
  const source = { file: file.file, line, column };
  const conflictsWith = selectorsOf(rule);
  const incoming: readonly TypeSelector[] = subjects
    ? subjects.map((type) => ({ type }))
    : [{ anythingExcept: exceptions.flatMap(({ types }) => types) }];
  return incoming.map((selector) => ({
    incoming: selector,
    conflictsWith,
    when: rule.when,
    category: rule.category,
    override: node.override !== null,
    reason: node.reason ?? undefined,
    source,
  }));
}

function selectorsOf({ targets: [first, ...others] }: ResolvedRule): readonly TypeSelector[] {
  const selectors = first?.selectors ?? [];
  return others.length === 0 ? selectors : [...selectors, ...others.flatMap((other) => other.selectors)];
}
