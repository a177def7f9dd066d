/** Invalid input. */

import { TruceError } from "./truce-error.ts";

/** Invalid input. It was not sent to the adapter, and nothing was written. */
export class InvalidInputError extends TruceError {
  /** The error code. */
  override readonly code = "invalid-input";
  /** The place in the input, written as in code: `events[1].data.note`. */
  readonly path: string;
  /** What is wrong there, as the rest of a sentence. */
  readonly problem: string;

  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
    this.path = path;
    this.problem = problem;
  }
}
