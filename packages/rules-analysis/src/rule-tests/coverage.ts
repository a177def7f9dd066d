/** Finds the rules that no case exercises. */

import type { ConflictRules } from "@truce/core";
import {
  asWritten,
  ruleText,
  type ConflictRule,
  type Registration,
  type RuleSource,
} from "@truce/core/rules";
import type { PairVerdict } from "./judge-pair.ts";

/** A rule, or the statement that a type never conflicts. A rule with several targets counts as several rules. */
export interface CoveredRule {
  /** Identifies the rule, also among the rules of other files. */
  readonly key: string;
  /** The rule in the `.conflicts` language. */
  readonly text: string;
  /** The place of the rule; null if it has none. */
  readonly source: RuleSource | null;
  /** The file that the rule is in. If the rule has no source, the first rule file that the test file names. */
  readonly file: string | null;
  /** Whether the rule made a pair conflict. A `never conflicts` is exercised if an event of its type was judged. */
  readonly isExercised: boolean;
}

/** Records what the cases exercise. */
export interface Coverage {
  readonly note: (incomingType: string, category: string | null, verdict: PairVerdict) => void;
  /** Every rule, in canonical order. */
  readonly result: () => readonly CoveredRule[];
}

/**
 * The coverage of rules. Nothing is exercised yet.
 *
 * @param files - The rule files that the test file names.
 */
export function createCoverage({ registrations, rules }: ConflictRules, files: readonly string[]): Coverage {
  const exercised = new Set<ConflictRule | Registration>();
  const byName = new Map(registrations.map((registration) => [nameOf(registration), registration]));
  const withRules = new Set(
    rules.flatMap(({ incoming: { type }, category }) =>
      type === undefined ? [] : nameOf({ type, category }),
    ),
  );
  const nevers = registrations.filter((registration) => !withRules.has(nameOf(registration)));
  return {
    note(type, category, verdict) {
      if (verdict.kind === "unregistered") return;
      const inForce = byName.get(nameOf({ type, category })) ?? byName.get(nameOf({ type, category: null }));
      if (inForce) exercised.add(inForce);
      if (verdict.kind === "conflict") for (const rule of verdict.rules) exercised.add(rule);
    },
    result: () => [
      ...rules.map((rule, index) => ({
        ...rowOf(rule, files, index),
        isExercised: exercised.has(rule),
      })),
      ...nevers.map((never, index) => ({
        ...neverRow(never, files, index),
        isExercised: exercised.has(never),
      })),
    ],
  };
}

/** The coverage of several test files together: a rule is exercised if one of them exercises it. */
export function mergedCoverage(coverages: Iterable<readonly CoveredRule[]>): readonly CoveredRule[] {
  const merged = new Map<string, CoveredRule>();
  for (const coverage of coverages) {
    for (const rule of coverage) if (merged.get(rule.key)?.isExercised !== true) merged.set(rule.key, rule);
  }
  return [...merged.values()].toSorted(bySource);
}

function nameOf({ type, category }: Pick<Registration, "type" | "category">): string {
  return JSON.stringify([category, type]);
}

type Row = Omit<CoveredRule, "isExercised">;

function rowOf(rule: ConflictRule, files: readonly string[], index: number): Row {
  const { incoming, committed, category, when, source } = rule;
  return {
    key: JSON.stringify([category, incoming, committed, when, placeKey(source, files, index)]),
    text: ruleText(rule) + inStreamsOf(category),
    source,
    file: fileOf(source, files),
  };
}

function neverRow({ type, category, source }: Registration, files: readonly string[], index: number): Row {
  return {
    key: JSON.stringify([category, type, placeKey(source, files, index)]),
    text: `${asWritten(type)} never conflicts${inStreamsOf(category)}`,
    source,
    file: fileOf(source, files),
  };
}

/** Without sources, rules of two modules can look the same, and so can two rules with predicates. */
function placeKey(source: RuleSource | null, files: readonly string[], index: number): unknown {
  return source ?? [files, index];
}

function fileOf(source: RuleSource | null, files: readonly string[]): string | null {
  return source?.file ?? files[0] ?? null;
}

function inStreamsOf(category: string | null): string {
  return category === null ? "" : ` in streams of '${category}'`;
}

function bySource(one: CoveredRule, other: CoveredRule): number {
  if (one.file !== other.file) return (one.file ?? "") < (other.file ?? "") ? -1 : 1;
  if (!one.source || !other.source) return Number(one.source !== null) - Number(other.source !== null);
  return one.source.line - other.source.line || one.source.column - other.source.column;
}
