/** Payloads that share fields and values, with scalars that comparisons get wrong. */

import type { JsonScalar, JsonValue } from "@truce/core";
import type { FieldPath } from "@truce/core/adapter";
import fc, { type Arbitrary, type MaybeWeightedArbitrary } from "fast-check";

/** The fields that generated payloads have and that generated conditions compare. */
export const FIELD_PATHS: readonly FieldPath[] = [["id"], ["tag"], ["room", "id"], ["toString"]];

/** Scalars that a careless comparison takes for equal, or that other programs and databases represent differently. */
const HOSTILE_SCALARS: readonly JsonScalar[] = [
  ...[
    "",
    " ",
    "0",
    "1",
    "true",
    "null",
    "a",
    "A",
    "\u00e1",
    "a\u0301",
    "\u{1f600}",
    "__proto__",
    "a\nb",
    "'; --",
    '"',
  ],
  ...[0, 1, -1, 0.1, 1e-7, 1e308, 5e-324, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, -(2 ** 53 - 1), -(2 ** 53)],
  ...[true, false, null],
];

/** A JSON scalar: mostly one of a few that are often equal, otherwise a hostile one. */
export function arbitraryScalar(): Arbitrary<JsonScalar> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<JsonScalar>("a", "1", 1, true) },
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_SCALARS) },
  );
}

/** An event payload: mostly an object with the fields of {@link FIELD_PATHS}. Some fields are missing or not scalars. */
export function arbitraryPayload(): Arbitrary<JsonValue> {
  const scalar = arbitraryScalar();
  const field = fc.oneof<MaybeWeightedArbitrary<JsonValue>[]>(
    { weight: 9, arbitrary: scalar },
    { weight: 1, arbitrary: fc.constantFrom<JsonValue>([], {}, ["a"], { id: "a" }) },
  );
  const room = fc.oneof<MaybeWeightedArbitrary<JsonValue>[]>(
    { weight: 4, arbitrary: fc.record({ id: field }, { requiredKeys: [] }) },
    { weight: 1, arbitrary: field },
  );
  return fc.oneof<MaybeWeightedArbitrary<JsonValue>[]>(
    {
      weight: 9,
      arbitrary: fc.record({ id: field, tag: field, room, toString: field }, { requiredKeys: [] }),
    },
    {
      weight: 1,
      arbitrary: fc.oneof<MaybeWeightedArbitrary<JsonValue>[]>(scalar, fc.array(scalar, { maxLength: 2 })),
    },
  );
}
