/** Invalid conflict rules. */

import type { RuleProblem } from "./rule-problem.ts";
import { TruceError } from "../errors/truce-error.ts";

/** The declarations of conflict rules are malformed or contradict each other, so no rules were created. */
export class InvalidRulesError extends TruceError {
  /** The error code. */
  override readonly code = "invalid-rules";
  /** Every problem, not only the first. */
  readonly problems: readonly RuleProblem[];

  constructor(problems: readonly RuleProblem[]) {
    const lines = problems.map(({ message, sources }) => {
      const places = sources.map(({ file, line, column }) => `${file}:${line}:${column}`);
      return places.length > 0 ? `${message} (${places.join(", ")})` : message;
    });
    super(`the conflict rules are not valid:\n- ${lines.join("\n- ")}`);
    this.problems = problems;
  }
}
