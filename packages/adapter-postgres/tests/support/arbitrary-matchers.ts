/** Hostile payloads, and matchers that compare them. */

import type { JsonValue } from "@truce/core";
import type { Matcher } from "@truce/core/adapter";
import fc from "fast-check";

const key = fc.constantFrom("a", "b", "0", "__proto__", "", "a.b", "é", '"');
const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.1, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 5e-324, Number.MAX_VALUE),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const scalar = fc.oneof(
  fc.constantFrom("", "a", "A", "1", "true", "null", "é", "e\u0301"),
  number,
  fc.boolean(),
);
/** Payloads with everything that can make a path lead nowhere. */
export const anyData: fc.Arbitrary<JsonValue> = fc
  .letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constant(null),
      scalar,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  .value.map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);
const comparable = scalar.filter(
  (value) => typeof value !== "number" || Math.abs(value) <= Number.MAX_SAFE_INTEGER,
);
const comparison = fc.record({
  path: fc.array(key, { minLength: 1, maxLength: 3 }),
  operator: fc.constantFrom("=" as const, "!=" as const),
  value: comparable.map((value) => (value === 0 ? 0 : value)),
});
/** A few names, so that events often have the same type. One is also a key of the matchers. */
export const anyType: fc.Arbitrary<string> = fc.constantFrom("A", "a", "B", "é", "type");
const where = fc.array(comparison, { maxLength: 2 });
/** Matchers of both kinds, with and without comparisons. */
export const anyMatcher: fc.Arbitrary<Matcher> = fc.oneof(
  fc.record({ type: anyType, where }),
  fc.record({ anythingExcept: fc.array(anyType, { maxLength: 2 }), where }),
);
