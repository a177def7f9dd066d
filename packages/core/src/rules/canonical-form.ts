/**
 * The canonical JSON of a rule set and its fingerprint.
 *
 * Keys are in alphabetical order, and lists are sorted by the JSON of their items. So the text is that of RFC 8785:
 * `JSON.stringify` writes strings and numbers as the standard requires.
 */

import type { ConflictRule, RuleSet } from "./conflict-rules.ts";
import type { TypeSelector } from "./matcher.ts";
import { sha256 } from "./sha256.ts";

/** The version of the canonical form. It is part of every fingerprint. */
const CANONICAL_VERSION = 1;

/** A subject in canonical form: an incoming type or a barrier, in all categories or in one. */
export interface CanonicalSubject extends Pick<ConflictRule, "category" | "incoming"> {
  /** The canonical JSON of its incoming selector. */
  readonly selector: string;
  /** The canonical JSON of each of its targets, sorted and without repetitions. */
  readonly targets: readonly string[];
}

/** The canonical JSON and fingerprint of subjects that are in canonical order. */
export function ruleSetOf(subjects: readonly CanonicalSubject[]): RuleSet {
  const barriers: string[] = [];
  const rules: string[] = [];
  for (const { category, incoming, selector, targets } of subjects) {
    const list = "type" in incoming ? rules : barriers;
    const scope = category === null ? "null" : JSON.stringify(category);
    list.push(`{"category":${scope},"conflicts":[${targets.join(",")}],"incoming":${selector}}`);
  }
  const canonicalJson = `{"barriers":[${barriers.join(",")}],"rules":[${rules.join(",")}],"version":${CANONICAL_VERSION}}`;
  return { fingerprint: `sha256:${sha256(canonicalJson)}`, canonicalJson };
}

/** The canonical JSON of a selector whose exceptions are sorted. */
export function selectorJson(selector: TypeSelector): string {
  return "type" in selector
    ? `{"type":${JSON.stringify(selector.type)}}`
    : `{"anythingExcept":${JSON.stringify(selector.anythingExcept)}}`;
}

/** A key for the subject of a rule: two subjects are equal exactly if their keys are. */
export function subjectKey({ category, incoming }: Pick<ConflictRule, "category" | "incoming">): string {
  return `[${JSON.stringify(category)},${JSON.stringify(incoming)}]`;
}

/**
 * The canonical JSON of a target. Targets are sorted and compared by it. Two different predicates have the same text.
 *
 * @param conditions - The canonical JSON of its comparisons.
 */
export function canonicalTarget(committed: TypeSelector, conditions: string, predicate: boolean): string {
  return "type" in committed
    ? `{"predicate":${predicate},"type":${JSON.stringify(committed.type)},"when":${conditions}}`
    : `{"anythingExcept":${JSON.stringify(committed.anythingExcept)},"predicate":${predicate},"when":${conditions}}`;
}

/** Compares by UTF-16 code units, which is the order of RFC 8785. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
