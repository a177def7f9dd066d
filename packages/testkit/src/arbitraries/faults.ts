/** Plans of what goes wrong. */

import fc, { type Arbitrary } from "fast-check";
import type { Fault } from "../races/faulty-adapter.ts";

/** A plan for `faultyAdapter`: mostly nothing goes wrong, sometimes several times in a row. */
export function arbitraryFaultPlan(): Arbitrary<readonly Fault[]> {
  return fc.array(
    fc.constantFrom<Fault>("none", "none", "none", "none", "unavailable", "request-lost", "answer-lost"),
    { maxLength: 30 },
  );
}
