/** Invalid upcasters. */

import { TruceError } from "../errors/truce-error.ts";

/** Upcasters that are malformed, that lead in a circle, or that do not fit the conflict rules. */
export class InvalidUpcastersError extends TruceError {
  /** The error code. */
  override readonly code = "invalid-upcasters";
  /** Every problem, not only the first: one sentence each. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the upcasters are not valid:\n- ${problems.join("\n- ")}`);
    this.problems = problems;
  }
}
