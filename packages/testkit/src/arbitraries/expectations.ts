/** What a writer claims to have seen. It becomes a version only when the writer appends. */

import fc, { type Arbitrary, type MaybeWeightedArbitrary } from "fast-check";

/**
 * - `seen`: the version that the writers together saw `back` versions ago; 0 if they saw none.
 * - `ahead`: a version above the last one that they saw.
 * - `word`: an expectation that names no version.
 */
export type Expectation =
  | { readonly kind: "seen"; readonly back: number }
  | { readonly kind: "ahead"; readonly by: number }
  | { readonly kind: "word"; readonly word: "any" | "noStream" | "streamExists" };

/** An expectation; mostly a version that was seen some time ago. */
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
