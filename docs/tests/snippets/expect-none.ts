/** Fails with errors as they are, and not as a difference to undefined. */

import { expect } from "vitest";

/** Fails with the errors, if there are any. */
export function expectNone(errors: string | undefined): void {
  if (errors !== undefined) expect.fail(errors);
}
