/** Predicates that fail. */

import type { ConflictRule } from "./conflict-rules.ts";
import { selectorText } from "./rule-text.ts";
import { TruceError } from "../errors/truce-error.ts";

/** A `conflictsWhen` threw an error or did not return a boolean. The append was refused, and nothing was written. */
export class PredicateFailedError extends TruceError {
  /** The error code. */
  override readonly code = "predicate-failed";
  /** The rule whose predicate failed. */
  readonly rule: ConflictRule;

  constructor(rule: ConflictRule, what: string, options?: { readonly cause?: unknown }) {
    const pair = `'${selectorText(rule.incoming)}' against '${selectorText(rule.committed)}'`;
    super(`the conflictsWhen of ${pair} ${what}; nothing was appended`, options);
    this.rule = rule;
  }
}
