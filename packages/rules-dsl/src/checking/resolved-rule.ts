/** A rule as it is checked: its names resolved to event types, its condition to comparisons. */

import type { Comparison, TypeSelector } from "@truce/core/rules";
import type { ProjectFile } from "./project.ts";
import type { Span } from "../source/source-text.ts";
import type { Rule } from "../syntax/tree.ts";

export interface ResolvedRule {
  readonly file: ProjectFile;
  readonly node: Rule;
  /** Its index among all rules and pair decisions of the project. */
  readonly order: number;
  /** Null if it counts in streams of every category. */
  readonly category: string | null;
  /** The incoming types; null for a barrier. */
  readonly subjects: readonly string[] | null;
  /** The incoming types that a barrier excludes. */
  readonly exceptions: readonly Exception[];
  /** Empty for `never conflicts`. For a pair decision, the committed types of its pairs. */
  readonly targets: readonly ResolvedTarget[];
  readonly when: readonly Comparison[];
}

/** One reference after `conflicts`, resolved; or `anything` with its exceptions. */
export interface ResolvedTarget {
  readonly span: Span;
  readonly isGroup: boolean;
  /** One for each type of a group; otherwise exactly one. */
  readonly selectors: readonly TypeSelector[];
  /** The types that `anything` excludes. */
  readonly exceptions: readonly Exception[];
}

/** One reference after `except`, resolved. */
export interface Exception {
  readonly span: Span;
  readonly types: readonly string[];
}
