/** Input that no adapter gets to see. */

import { TruceError } from "./truce-error.ts";

/** Bad input: it never reached the adapter, and nothing was written. */
export class InvalidInputError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "invalid-input";
  /** Where in the input, as one would write it: `events[1].data.note`. */
  readonly path: string;
  /** What is wrong there, as the rest of a sentence. */
  readonly problem: string;

  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
    this.path = path;
    this.problem = problem;
  }
}
