/** Rules that can never matter, because another rule says at least as much, and what is written twice in one rule. */

import type { Comparison, TypeSelector } from "@truce/core";
import { diagnosticAt, locationOf, quoted, type Diagnostic, type Finding } from "./diagnostics.ts";
import type { ResolvedRule } from "./resolve.ts";
import type { Span } from "./source-text.ts";
import type { Reference, Rule } from "./tree.ts";

/** How many rules one is held against. No file can make this slow; in absurd ones a warning is missed. */
const MAX_CANDIDATES = 64;

/** One target of a rule, as far as covering is concerned. */
interface Entry {
  readonly rule: ResolvedRule;
  readonly span: Span;
  readonly selector: TypeSelector;
  readonly conditions: ReadonlySet<string>;
  readonly order: number;
}

/** Warnings for everything that another rule covers. */
export function findCovered(rules: readonly ResolvedRule[]): readonly Diagnostic[] {
  return [...repeatedNevers(rules), ...coveredTargets(rules)];
}

function repeatedNevers(rules: readonly ResolvedRule[]): readonly Diagnostic[] {
  const first = new Map<string, ResolvedRule>();
  return rules.flatMap((rule) => {
    if (rule.targets.length > 0 || !("type" in rule.incoming)) return [];
    const other = first.get(rule.incoming.type);
    if (other) return [covered(rule, rule.node.span, other)];
    first.set(rule.incoming.type, rule);
    return [];
  });
}

function coveredTargets(rules: readonly ResolvedRule[]): readonly Diagnostic[] {
  const bySubject = new Map<string, Entry[]>();
  let order = 0;
  for (const rule of rules) {
    const key = "type" in rule.incoming ? JSON.stringify(rule.incoming.type) : "anything";
    const entries = bySubject.get(key) ?? [];
    bySubject.set(key, entries);
    const conditions = new Set(rule.when.map(conditionKey));
    const seen = new Set<string>();
    for (const { selector, span } of rule.targets) {
      // A type that is listed twice in one rule is reported as a repetition.
      if ("type" in selector && seen.has(selector.type)) continue;
      if ("type" in selector) seen.add(selector.type);
      entries.push({ rule, span, selector, conditions, order: order++ });
    }
  }
  return [...bySubject.values()].flatMap(coveredAmong);
}

/** The entries of one subject (or of all barriers) that another entry covers. */
function coveredAmong(entries: readonly Entry[]): readonly Diagnostic[] {
  if (entries.length < 2) return [];
  const byTarget = new Map<string | null, Entry[]>();
  for (const entry of entries) {
    const key = "type" in entry.selector ? entry.selector.type : null;
    const sameTarget = byTarget.get(key) ?? [];
    // Entries that are met first are kept; those with the fewest conditions cover the most.
    if (sameTarget.length < MAX_CANDIDATES || entry.conditions.size === 0) sameTarget.push(entry);
    byTarget.set(key, sameTarget);
  }
  for (const candidates of byTarget.values()) {
    candidates.sort(
      (left, right) => left.conditions.size - right.conditions.size || left.order - right.order,
    );
    candidates.splice(MAX_CANDIDATES);
  }
  const wide = byTarget.get(null) ?? [];
  return entries.flatMap((entry) => {
    const sameTarget = "type" in entry.selector ? (byTarget.get(entry.selector.type) ?? []) : [];
    const other = [...sameTarget, ...wide].find((candidate) => covers(candidate, entry));
    return other ? [covered(entry.rule, entry.span, other.rule)] : [];
  });
}

/** Whether `wider` says at least what `narrower` says; of two that say the same, the first covers the second. */
function covers(wider: Entry, narrower: Entry): boolean {
  if (wider === narrower || !includes(wider, narrower)) return false;
  return wider.order < narrower.order || !includes(narrower, wider);
}

function includes(wider: Entry, narrower: Entry): boolean {
  return (
    isSubset(wider.conditions, narrower.conditions) &&
    selectsAll(wider.selector, narrower.selector) &&
    selectsAll(wider.rule.incoming, narrower.rule.incoming)
  );
}

/** Whether the one selects every type that the other selects. */
function selectsAll(wider: TypeSelector, narrower: TypeSelector): boolean {
  if ("type" in wider) return "type" in narrower && wider.type === narrower.type;
  if ("type" in narrower) return !wider.anythingExcept.includes(narrower.type);
  return isSubset(new Set(wider.anythingExcept), new Set(narrower.anythingExcept));
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return part.size <= whole.size && [...part].every((item) => whole.has(item));
}

function covered(rule: ResolvedRule, span: Span, other: ResolvedRule): Diagnostic {
  const otherAt = locationOf(other.file, other.node.span);
  const where = other.file === rule.file ? "" : `${other.file.file} `;
  const message = `this rule can never matter (covered by ${where}line ${otherAt.start.line})`;
  return diagnosticAt(rule.file, { code: "CF3002", span, message, related: [otherAt] });
}

/** Warnings for what one rule says twice. */
export function repetitionsIn({ node, when }: ResolvedRule): readonly Finding[] {
  return [...listsOf(node).flatMap(repeatedReferences), ...repeatedConditions(node, when)];
}

function listsOf({ subject, targets }: Rule): readonly (readonly Reference[])[] {
  return [
    ...(subject.kind === "anything" ? [subject.except] : []),
    ...(targets.kind === "anything" ? [targets.except] : []),
    ...(targets.kind === "references" ? [targets.references] : []),
  ];
}

function repeatedReferences(references: readonly Reference[]): readonly Finding[] {
  const seen = new Set<string>();
  return references.flatMap(({ name, span }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [repeated(quoted(name), span)];
  });
}

function repeatedConditions({ condition }: Rule, when: readonly Comparison[]): readonly Finding[] {
  const parts = condition?.kind === "on" ? condition.fields : (condition?.comparisons ?? []);
  const seen = new Set<string>();
  return parts.flatMap(({ span }, index) => {
    const comparison = when[index];
    const key = comparison ? conditionKey(comparison) : String(index);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [repeated("this condition", span)];
  });
}

function repeated(what: string, span: Span): Finding {
  return { code: "CF3001", span, message: `${what} is repeated in this rule` };
}

function conditionKey({ mine, operator, theirs }: Comparison): string {
  return JSON.stringify([mine, operator, theirs]);
}
