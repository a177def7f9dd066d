/**
 * The canonical JSON of a rule set and its fingerprint.
 *
 * Keys are written in alphabetical order and lists are sorted by their own JSON, so the text is that of RFC 8785:
 * `JSON.stringify` writes strings and numbers as that standard asks.
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import type { ConflictRule, Registration, RuleSet } from "./conflict-rules.ts";

/** The version of the canonical form, part of every fingerprint. */
const CANONICAL_VERSION = 1;

/** The canonical JSON and fingerprint of registrations and rules that are in canonical order. */
export function ruleSetOf(registrations: readonly Registration[], rules: readonly ConflictRule[]): RuleSet {
  const targets = targetsBySubject(rules);
  const canonicalJson = JSON.stringify({
    barriers: [...targets.values()]
      .filter(({ rule }) => "anythingExcept" in rule.incoming)
      .map(({ rule, conflicts }) => ({
        category: rule.category,
        conflicts: [...conflicts.values()],
        incoming: rule.incoming,
      })),
    rules: registrations.map(({ category, type }) => ({
      category,
      conflicts: [...(targets.get(subjectKey({ category, incoming: { type } }))?.conflicts.values() ?? [])],
      incoming: { type },
    })),
    version: CANONICAL_VERSION,
  });
  return { fingerprint: `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson)))}`, canonicalJson };
}

/** The text by which rules are sorted, and by which repetitions are found. */
export function canonicalKey(rule: ConflictRule): string {
  return subjectKey(rule) + JSON.stringify(canonicalTarget(rule));
}

/** The text by which the subjects of rules are sorted and told apart. */
export function subjectKey({ category, incoming }: Pick<ConflictRule, "category" | "incoming">): string {
  return JSON.stringify([category, incoming]);
}

/** The order of RFC 8785: by UTF-16 code units. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

interface Subject {
  /** Any rule of the subject. */
  readonly rule: ConflictRule;
  /** Its canonical targets by their JSON: two predicates for one target are one there. */
  readonly conflicts: Map<string, object>;
}

function targetsBySubject(rules: readonly ConflictRule[]): ReadonlyMap<string, Subject> {
  const subjects = new Map<string, Subject>();
  for (const rule of rules) {
    const key = subjectKey(rule);
    const subject = subjects.get(key) ?? { rule, conflicts: new Map<string, object>() };
    const target = canonicalTarget(rule);
    subject.conflicts.set(JSON.stringify(target), target);
    subjects.set(key, subject);
  }
  return subjects;
}

function canonicalTarget(rule: ConflictRule): object {
  const predicate = rule.conflictsWhen !== null;
  const when = rule.when;
  return "type" in rule.committed
    ? { predicate, type: rule.committed.type, when }
    : { anythingExcept: rule.committed.anythingExcept, predicate, when };
}
