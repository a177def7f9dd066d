import { conditionHolds, type Comparison } from "@truce/core/rules";
import { FIELDS, PAYLOADS } from "@truce/test-support";
import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "./checker.ts";

const field = fc.constantFrom(...FIELDS);
const comparison: fc.Arbitrary<Comparison> = fc.record({
  mine: field,
  operator: fc.constantFrom("=" as const, "!=" as const),
  theirs: field,
});
const conditions = fc.array(fc.array(comparison, { maxLength: 2 }), { minLength: 2, maxLength: 5 });

const PAIRS = PAYLOADS.flatMap((mine) => PAYLOADS.map((theirs) => [mine, theirs] as const));

/** The numbers of the pairs of payloads for which a condition holds. */
function meaning(when: readonly Comparison[]): ReadonlySet<number> {
  return new Set(
    PAIRS.flatMap(([mine, theirs], index) => (conditionHolds(when, mine, theirs) ? [index] : [])),
  );
}

function line(when: readonly Comparison[]): string {
  const texts = when.map(
    ({ mine, operator, theirs }) => `mine.${mine.join(".")} ${operator} theirs.${theirs.join(".")}`,
  );
  return `A conflicts B${texts.length === 0 ? "" : ` when ${texts.join(" and ")}`}`;
}

test("rules that are not reported as covered change what conflicts, each of them", () => {
  let covered = 0;
  fc.assert(
    fc.property(conditions, (all) => {
      const text = `${all.map(line).join("\n")}\n`;
      const lines = check([{ file: "a.conflicts", text }], { events: ["A", "B"] })
        .filter(({ code }) => code === "CF3002")
        .map(({ start }) => start.line);
      covered += lines.length;
      const meanings = all.flatMap((when, index) => (lines.includes(index + 1) ? [] : [meaning(when)]));
      expect(new Set(meanings.flatMap((one) => [...one]))).toEqual(
        new Set(all.flatMap((when) => [...meaning(when)])),
      );
      for (const one of meanings) {
        const others = new Set(meanings.flatMap((other) => (other === one ? [] : [...other])));
        expect(
          [...one].some((pair) => !others.has(pair)),
          text,
        ).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
  expect(covered).toBeGreaterThan(500);
});
