import { expect, test } from "vitest";

import { arrayLiteral } from "./array-literal.ts";

test.for<readonly [readonly (string | number | null)[], string]>([
  [[], "{}"],
  [[""], '{""}'],
  [["a", "b"], '{"a","b"}'],
  [[null, "NULL", "null"], '{NULL,"NULL","null"}'],
  [[1, -2, null], "{1,-2,NULL}"],
  [['"', "\\", '\\"', "{a,b}", " "], '{"\\"","\\\\","\\\\\\"","{a,b}"," "}'],
])("%j is written as %s", ([items, literal]) => {
  expect(arrayLiteral(items)).toBe(literal);
});
