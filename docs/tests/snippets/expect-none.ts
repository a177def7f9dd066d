/** An assertion that shows complaints as they are, and not as a difference to nothing. */

import { expect } from "vitest";

/** Fails with the complaint, if there is one. */
export function expectNone(complaint: string | undefined): void {
  if (complaint !== undefined) expect.fail(complaint);
}
