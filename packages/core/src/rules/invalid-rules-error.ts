/** Rules that contradict themselves. */

import type { RuleProblem } from "./rule-problem.ts";
import { TruceError } from "../errors/truce-error.ts";

/** The declarations of conflict rules are malformed or contradict each other, so there are no rules. */
export class InvalidRulesError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "invalid-rules";
  /** Everything that is wrong, not only the first. */
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
