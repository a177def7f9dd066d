/** Plans of faults for `faultyAdapter`. */

import fc, { type Arbitrary } from "fast-check";
import type { Fault } from "./faulty-adapter.ts";

/** A plan for `faultyAdapter`. Most appends succeed, but several in a row can fail. */
export function arbitraryFaultPlan(): Arbitrary<readonly Fault[]> {
  return fc.array(
    fc.constantFrom<Fault>("none", "none", "none", "none", "unavailable", "request-lost", "response-lost"),
    { maxLength: 30 },
  );
}
