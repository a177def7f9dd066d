import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSuggest, nearest } from "./suggestions.ts";

/** The textbook algorithm, which fills the whole table. */
function distance(left: string, right: string): number {
  const table: number[][] = [];
  const at = (row: number, column: number): number => table[row]?.[column] ?? Infinity;
  for (let row = 0; row <= left.length; row++) {
    table.push([]);
    for (let column = 0; column <= right.length; column++) {
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const isSame = left[row - 1] === right[column - 1];
      table[row]?.push(
        row === 0 || column === 0
          ? row + column
          : Math.min(
              at(row - 1, column) + 1,
              at(row, column - 1) + 1,
              at(row - 1, column - 1) + (isSame ? 0 : 1),
              isSwap ? at(row - 2, column - 2) + 1 : Infinity,
            ),
      );
    }
  }
  return at(left.length, right.length);
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 8 });

describe("did you mean", () => {
  test("the most similar other word, if it is similar enough", () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 4 }), (meant, candidates) => {
        const distances = candidates
          .filter((candidate) => candidate !== meant)
          .map((candidate) => distance(meant, candidate));
        const least = Math.min(...distances);
        const found = nearest(meant, candidates);
        if (least > (meant.length === 1 ? 0 : meant.length <= 4 ? 1 : 2)) expect(found).toBeUndefined();
        else expect(distance(meant, found ?? "")).toBe(least);
      }),
      { numRuns: 1000 },
    );
  });

  test("case is ignored, and candidates that do not fit are skipped", () => {
    expect(nearest("orderplaced", ["OrderPlaced"])).toBe("OrderPlaced");
    const isFit = (name: string): boolean => name !== "OrderPlaced";
    expect(createSuggest()("OrderPlacd", ["OrderPlaced", "OrderPlaces"], isFit)).toBe("OrderPlaces");
  });

  test("gives up when the budget is used up", () => {
    const suggest = createSuggest();
    const candidates = Array.from({ length: 100_000 }, (_, index) => `Candidate${index}`);
    const found = Array.from({ length: 200 }, () => suggest("Candidat1", candidates));
    expect(found[0]).toBe("Candidate1");
    expect(found.at(-1)).toBeUndefined();
  });
});
