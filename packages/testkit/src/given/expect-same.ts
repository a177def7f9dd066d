/** Fails with a difference. */

import { difference } from "./difference.ts";

/** @throws Error with the difference between the texts. */
export function expectSame(problem: string, expected: string, actual: string): void {
  if (expected === actual) return;
  throw new Error(`${problem} (- expected, + actual):\n\n${difference(expected, actual)}`);
}
