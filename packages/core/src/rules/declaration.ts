/** What the authors of rules declare, before it is checked and brought into order. */

import type { RecordedEvent } from "../events/event.ts";
import type { ComparisonOperator, FieldPath, MatchableEvent, TypeSelector } from "./matcher.ts";

/** A comparison of a field of the incoming event (mine) with one of the committed event (theirs). */
export interface Comparison {
  /** The field in the incoming event's payload. */
  readonly mine: FieldPath;
  /** How the two are compared. */
  readonly operator: ComparisonOperator;
  /** The field in the committed event's payload. */
  readonly theirs: FieldPath;
}

/** Where a rule was written, so that a refusal can name the line. */
export interface RuleSource {
  /** The file, as it was named to the compiler. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/**
 * A free TypeScript predicate: whether the incoming event conflicts with the committed one. It must be pure and
 * synchronous. It cannot be data, so it is judged in the application, in a bounded loop, and a merge that rests on it
 * cannot be judged again from the log.
 */
export type ConflictPredicate = (incoming: MatchableEvent, committed: RecordedEvent) => boolean;

/**
 * One statement of a rule set: an incoming type, or a barrier for all types except some, conflicts with these
 * committed types. Several declarations for one incoming type add up; their order never matters.
 */
export interface RuleDeclaration {
  /** `anythingExcept` makes it a barrier: it adds to every type's rules, and registers none. */
  readonly incoming: TypeSelector;
  /** What it conflicts with. An empty list registers the type as one that never conflicts. */
  readonly conflictsWith: readonly TypeSelector[];
  /** All must hold for a conflict; when in doubt they do. */
  readonly when?: readonly Comparison[] | undefined;
  /** A free predicate that must say so too. */
  readonly conflictsWhen?: ConflictPredicate | undefined;
  /** Limits the rule to streams of one category; left out or null, it counts in all of them. */
  readonly category?: string | null | undefined;
  /** Inside a category: replaces what the declarations for all categories say of this type. */
  readonly override?: boolean | undefined;
  /** Why, in the words of the team. */
  readonly reason?: string | undefined;
  /** Where the declaration was written. */
  readonly source?: RuleSource | undefined;
}
