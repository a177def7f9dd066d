/** Problems of declarations of conflict rules. */

import type { RuleSource } from "./declaration.ts";

/** A problem of one or more declarations. */
export interface RuleProblem {
  /** The kind of problem. */
  readonly kind:
    | "malformed"
    | "never-and-conflicts"
    | "except-and-conflicts"
    | "override-missing"
    | "barrier-meets-never"
    | "other-fingerprint";
  /** One sentence in lower case. */
  readonly message: string;
  /** The event types that it is about, an incoming type first. */
  readonly types: readonly string[];
  /** The declarations that it is about, as indexes into the list that was passed. */
  readonly declarations: readonly number[];
  /** Where those declarations were written, if they have a source. */
  readonly sources: readonly RuleSource[];
}
