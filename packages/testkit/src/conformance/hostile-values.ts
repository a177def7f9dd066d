/** JSON values that databases and programs are known to change, to compare wrongly or to reject. */

import type { JsonValue } from "@truce/core";
import type { ComparableScalar } from "@truce/core/adapter";

/** Scalars that a loose comparison takes for equal, and values that leave a comparison in doubt. */
export const HOSTILE_VALUES: readonly JsonValue[] = [
  null,
  true,
  false,
  "true",
  "false",
  "null",
  "",
  " ",
  0,
  "0",
  1,
  "1",
  "1.0",
  "01",
  1.5,
  -1,
  0.1,
  "0.1",
  0.30000000000000004,
  0.3,
  5e-324,
  "5e-324",
  1e-7,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER - 1,
  -Number.MAX_SAFE_INTEGER,
  "9007199254740991",
  2 ** 53,
  -(2 ** 53),
  1e21,
  Number.MAX_VALUE,
  "a",
  "A",
  "a ",
  "%",
  "_",
  "\u{e9}",
  "e\u{301}",
  "'; DROP TABLE events; --",
  '"quoted"',
  "\\",
  "\n",
  "\u{1f600}",
  [],
  [1],
  ["a"],
  {},
  { value: 1 },
];

/** The hostile values that a matcher can compare a field with. */
export const HOSTILE_SCALARS = HOSTILE_VALUES.filter(
  (value): value is ComparableScalar =>
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER),
);

/** Keys that must work in a path and in a payload like any other key. */
export const HOSTILE_KEYS: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "length",
  "0",
  "-1",
  " ",
  "a.b",
  "a,b",
  "{a}",
  "$.a",
  "$",
  "*",
  "%",
  "_",
  "null",
  "'",
  '"',
  "\\",
  "\n",
  "ключ",
  "\u{1f511}",
];
