/** What a writer claims to have seen: only when it writes is it known which version that is. */

import fc, { type Arbitrary, type MaybeWeightedArbitrary } from "fast-check";

/**
 * - `seen`: the version that all writers together had been told `back` answers ago; 0 where they had been told none.
 * - `ahead`: a version above the last one that was told.
 * - `word`: no version.
 */
export type Expectation =
  | { readonly kind: "seen"; readonly back: number }
  | { readonly kind: "ahead"; readonly by: number }
  | { readonly kind: "word"; readonly word: "any" | "noStream" | "streamExists" };

/** An expectation, mostly of a version seen some time ago. */
export function arbitraryExpectation(): Arbitrary<Expectation> {
  return fc.oneof<MaybeWeightedArbitrary<Expectation>[]>(
    { weight: 12, arbitrary: fc.nat({ max: 6 }).map((back) => ({ kind: "seen", back })) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((by) => ({ kind: "ahead", by })) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom("any" as const, "noStream" as const, "streamExists" as const)
        .map((word) => ({ kind: "word", word })),
    },
  );
}
