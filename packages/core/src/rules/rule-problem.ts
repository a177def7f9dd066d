/** What can be wrong with declarations of conflict rules. */

import type { RuleSource } from "./declaration.ts";

/** Something that is wrong with a set of declarations. */
export interface RuleProblem {
  /** Tells the problems apart. */
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
  /** The declarations that it is about, as indexes into what was handed over. */
  readonly declarations: readonly number[];
  /** Where those declarations were written, as far as they say. */
  readonly sources: readonly RuleSource[];
}
