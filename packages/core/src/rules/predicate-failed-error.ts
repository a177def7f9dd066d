/** Predicates that gave no answer. */

import type { ConflictRule } from "./conflict-rules.ts";
import { describeSelector } from "./describe-selector.ts";
import { TruceError } from "../errors/truce-error.ts";

/** A `conflictsWhen` threw, or answered something else than a boolean. The append was refused; nothing was written. */
export class PredicateFailedError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "predicate-failed";
  /** The rule whose predicate failed. */
  readonly rule: ConflictRule;

  constructor(rule: ConflictRule, what: string, options?: { readonly cause?: unknown }) {
    const pair = `${describeSelector(rule.incoming)} against ${describeSelector(rule.committed)}`;
    super(`the conflictsWhen of ${pair} ${what}; nothing was appended`, options);
    this.rule = rule;
  }
}
