/**
 * The canonical JSON of a rule set and its fingerprint.
 *
 * Keys are written in alphabetical order and lists are sorted by their own JSON, so the text is that of RFC 8785:
 * `JSON.stringify` writes strings and numbers as that standard asks.
 */

import type { ConflictRule, RuleSet } from "./conflict-rules.ts";
import type { TypeSelector } from "./matcher.ts";
import { sha256 } from "./sha256.ts";

/** The version of the canonical form, part of every fingerprint. */
const CANONICAL_VERSION = 1;

/** A subject in canonical form: an incoming type or a barrier, in all categories or in one. */
export interface CanonicalSubject extends Pick<ConflictRule, "category" | "incoming"> {
  /** The canonical JSON of its incoming selector. */
  readonly selector: string;
  /** The canonical JSON of each of its targets, sorted and each once. */
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

/** The canonical JSON of a selector whose exceptions are in order. */
export function selectorJson(selector: TypeSelector): string {
  return "type" in selector
    ? `{"type":${JSON.stringify(selector.type)}}`
    : `{"anythingExcept":${JSON.stringify(selector.anythingExcept)}}`;
}

/** A text by which the subjects of rules are told apart. */
export function subjectKey({ category, incoming }: Pick<ConflictRule, "category" | "incoming">): string {
  return `[${JSON.stringify(category)},${JSON.stringify(incoming)}]`;
}

/**
 * The canonical JSON of a target: what it is sorted by, and repetitions are found by. Two predicates look the same.
 *
 * @param conditions - The canonical JSON of its comparisons.
 */
export function canonicalTarget(committed: TypeSelector, conditions: string, predicate: boolean): string {
  return "type" in committed
    ? `{"predicate":${predicate},"type":${JSON.stringify(committed.type)},"when":${conditions}}`
    : `{"anythingExcept":${JSON.stringify(committed.anythingExcept)},"predicate":${predicate},"when":${conditions}}`;
}

/** The order of RFC 8785: by UTF-16 code units. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
