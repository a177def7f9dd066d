/** The difference between two rule sets, as plain data. */

import type { TypeSelector } from "@truce/core/rules";
import type { PairEntry } from "../tables/pair-entry.ts";

/** The difference between two rule sets. Empty if their verdicts are the same. */
export interface RulesDiff {
  /** The fingerprint of the rules before. */
  readonly before: string;
  /** The fingerprint of the rules after. */
  readonly after: string;
  /** The changes of the types themselves. */
  readonly types: TypeChanges;
  /** The number of pairs for each kind of change. */
  readonly counts: ChangeCounts;
  /** All changes, sorted by incoming type and then by committed type. */
  readonly changes: readonly PairChange[];
}

/** Changes of the types themselves. All lists are in alphabetical order by code units. */
export interface TypeChanges {
  /** Types that no rule named before. */
  readonly added: readonly string[];
  /** Types that no rule names any more. */
  readonly removed: readonly string[];
  /** Types that were named before, but have rules of their own only now. */
  readonly registered: readonly string[];
  /** Types that are still named, but have no rules of their own any more, so they conflict with everything. */
  readonly unregistered: readonly string[];
}

/**
 * How many pairs of types change. A pair counts once, even if it changes in several categories. All types that no rule names
 * count as one type. A pair with a type that no rule named before counts as `added` only.
 */
export interface ChangeCounts {
  /** Pairs for which some conflicts are lost, or may be lost. */
  readonly loosened: number;
  /** Pairs with new conflicts. */
  readonly tightened: number;
  /** The part of `loosened` whose direction could not be decided. */
  readonly undecided: number;
  /** Pairs with a new type. */
  readonly added: number;
}

/**
 * What a change does to a pair. `loosened`: for some payloads it conflicted before, and does not any more. `tightened`: the
 * other way round. `loosened-and-tightened`: both, for different payloads. `changed`: it may be loosened, but a predicate
 * decides, or there are too many conditions. It counts as loosened.
 */
export type Effect = "loosened" | "tightened" | "loosened-and-tightened" | "changed";

/** The change of an incoming type with some committed types, in some streams. */
export interface PairChange {
  /** The incoming type. Types that no rule names do not occur, because nothing changes for them. */
  readonly incoming: string;
  /** The committed types: one, or all except some. */
  readonly committed: TypeSelector;
  /** The streams in which the pair changes. */
  readonly streams: StreamSelector;
  /** The effect on the pair. */
  readonly effect: Effect;
  /** Whether one of the two types is new. */
  readonly isNew: boolean;
  /** What the rules said about the pair. */
  readonly before: PairEntry;
  /** What the rules say about the pair now. */
  readonly after: PairEntry;
}

/** Streams by category: those of one category, or those of all except some. */
export type StreamSelector =
  | { readonly category: string; readonly anyCategoryExcept?: never }
  | { readonly anyCategoryExcept: readonly string[]; readonly category?: never };

/**
 * Whether a change loosens, or may loosen, a pair of types that were known before. These are the changes that `counts.loosened`
 * counts.
 *
 * @example
 * ```ts
 * const loosened = diffRules(rules, compileOrThrow(files)).changes.filter(isLoosening);
 * ```
 */
export function isLoosening({ isNew, effect }: PairChange): boolean {
  return !isNew && effect !== "tightened";
}
