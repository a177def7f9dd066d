/** The difference between two rule sets, as plain data. */

import type { TypeSelector } from "@truce/core/rules";
import type { PairEntry } from "../tables/pair-entry.ts";

/** The difference between two rule sets: what changes for whom. Empty where they judge everything alike. */
export interface RulesDiff {
  /** The fingerprint of the rules before. */
  readonly before: string;
  /** The fingerprint of the rules after. */
  readonly after: string;
  /** Which types are known, and which have rules. */
  readonly types: TypeChanges;
  /** How many pairs change, and how. */
  readonly counts: ChangeCounts;
  /** Every change, by incoming type, and then by committed type. */
  readonly changes: readonly PairChange[];
}

/** Changes of the types themselves. All lists are in alphabetical order by code units. */
export interface TypeChanges {
  /** No rule named them before. */
  readonly added: readonly string[];
  /** No rule names them any more. */
  readonly removed: readonly string[];
  /** They were named before, but only now have rules of their own. */
  readonly registered: readonly string[];
  /** They have no rules of their own any more, though they are still named: they conflict with everything. */
  readonly unregistered: readonly string[];
}

/**
 * How many pairs of types change. A pair counts once, in however many categories it changes; any type that no rule names
 * counts as one type. A pair with a type that no rule named before is `added`, and in none of the others.
 */
export interface ChangeCounts {
  /** Conflicts are let through that were not before, or it cannot be said that none are. */
  readonly loosened: number;
  /** Conflicts are found that were not before. */
  readonly tightened: number;
  /** A part of `loosened`: it could not be decided in which direction they changed. */
  readonly undecided: number;
  /** What was decided of types that are new. */
  readonly added: number;
}

/**
 * What a change does to a pair. `loosened`: for some payloads it conflicted before, and does not any more. `tightened`: the
 * other way round. `loosened-and-tightened`: both, for different payloads. `changed`: it may be loosened, but a predicate
 * decides, or the conditions are too many to tell; it counts as loosened.
 */
export type Effect = "loosened" | "tightened" | "loosened-and-tightened" | "changed";

/** One change: of an incoming type with committed types, in some streams. */
export interface PairChange {
  /** The incoming type. One that no rule names is unregistered before and after, so nothing changes for it. */
  readonly incoming: string;
  /** The committed types: one, or all but some. */
  readonly committed: TypeSelector;
  /** The streams in which it changes. */
  readonly streams: StreamSelector;
  /** What it does to the pair. */
  readonly effect: Effect;
  /** Whether no rule named one of the two types before. */
  readonly isNew: boolean;
  /** What the rules said of the pair. */
  readonly before: PairEntry;
  /** What the rules say of it now. */
  readonly after: PairEntry;
}

/** Streams by category: those of one, or those of all but some. */
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
