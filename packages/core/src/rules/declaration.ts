/** Declarations: rules as they were written, before they are checked and sorted. */

import type { RecordedEvent } from "../events/event.ts";
import type { ComparisonOperator, FieldPath, MatchableEvent, TypeSelector } from "./matcher.ts";

/** A comparison of a field of the incoming event (mine) with a field of the committed event (theirs). */
export interface Comparison {
  /** The field in the incoming event's payload. */
  readonly mine: FieldPath;
  /** How the two are compared. */
  readonly operator: ComparisonOperator;
  /** The field in the committed event's payload. */
  readonly theirs: FieldPath;
}

/** Where a rule was written. */
export interface RuleSource {
  /** The file name, as it was passed to the compiler. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1, in UTF-16 code units. */
  readonly column: number;
}

/**
 * A free TypeScript predicate: whether the incoming event conflicts with the committed one. It must be pure and
 * synchronous. It is not data, so the store calls it in a bounded loop, and a merge that depends on it cannot be re-checked
 * from the log.
 */
export type ConflictPredicate = (incoming: MatchableEvent, committed: RecordedEvent) => boolean;

/**
 * One statement of a rule set: an incoming type, or a barrier for all types except some, conflicts with these
 * committed types. Several declarations for one incoming type add up; their order does not matter.
 */
export interface RuleDeclaration {
  /** With `anythingExcept` it is a barrier: it adds to the rules of every type, and registers no type. */
  readonly incoming: TypeSelector;
  /** What it conflicts with. An empty list registers the type as one that never conflicts. */
  readonly conflictsWith: readonly TypeSelector[];
  /** All of them must hold for a conflict. A comparison in doubt holds. */
  readonly when?: readonly Comparison[] | undefined;
  /** A free predicate that must return true for a conflict too. */
  readonly conflictsWhen?: ConflictPredicate | undefined;
  /** Limits the rule to streams of one category. If it is left out or null, the rule applies in all streams. */
  readonly category?: string | null | undefined;
  /** Inside a category: replaces the declarations of this type for all categories. */
  readonly override?: boolean | undefined;
  /** Why the team wrote the rule. */
  readonly reason?: string | undefined;
  /** Where the declaration was written. */
  readonly source?: RuleSource | undefined;
}
