import fc from "fast-check";
import { expect, test } from "vitest";

import { difference } from "./difference.ts";

const texts = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 });

test("the unmarked lines with those of one mark are the text of that mark", () => {
  fc.assert(
    fc.property(texts, texts, (expected, actual) => {
      const lines = difference(expected.join("\n"), actual.join("\n")).split("\n");
      fc.pre(!lines.includes("  ..."));
      const of = (mark: string) =>
        lines.filter((line) => line.startsWith(" ") || line.startsWith(mark)).map((line) => line.slice(2));
      expect(of("-")).toEqual(expected);
      expect(of("+")).toEqual(actual);
    }),
  );
});

test("as few lines as possible are marked", () => {
  fc.assert(
    fc.property(texts, texts, fc.nat(8), (before, added, at) => {
      const after = before.toSpliced(at, 0, ...added);
      const lines = difference(before.join("\n"), after.join("\n")).split("\n");
      expect(lines.filter((line) => line.startsWith("-"))).toEqual([]);
      expect(lines.filter((line) => line.startsWith("+"))).toHaveLength(added.length);
    }),
  );
});
