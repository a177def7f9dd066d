import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findJsonSyntaxError } from "./json-syntax.ts";

const WHOLE = "the line ends where nothing more should follow";

/** JSON with a piece cut out, or with something put in. */
const damaged = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.nat(3),
    fc.constantFrom("", ",", "}", "]", '"', ":", "\\", "0", "-", "e", "nul", "\u0000", "é"),
  )
  .map(([json, place, length, put]) => {
    const at = place % (json.length + 1);
    return json.slice(0, at) + put + json.slice(at + length);
  });

describe("where a text stops being JSON", () => {
  it("agrees with JSON.parse on what is JSON", () => {
    fc.assert(
      fc.property(fc.oneof(damaged, fc.json(), fc.string()), (text) => {
        const { offset, message } = findJsonSyntaxError(text);
        expect(message === WHOLE, `${text}: ${message}`).toBe(isJson(text));
        expect(offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['{"at":"09:', 6, "this text is never closed"],
    ['{"at":"09:02",}', 14, "expected a field name but found '}'"],
    ['{"at":1', 7, "the line ends where ',' or '}' should follow"],
    ["{'at':1}", 1, "expected a field name or '}' but found '''"],
    ['"\u007F" x', 4, "expected nothing more but found 'x'"],
    ['{"saw":03}', 7, "expected a value but found '03'"],
    ['{"a":"\\q"}', 5, "this text has a character that must be escaped"],
  ])("%s", (text, offset, message) => {
    expect(findJsonSyntaxError(text)).toEqual({ offset, message });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
