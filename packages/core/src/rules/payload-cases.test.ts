import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIELDS, PAYLOADS } from "@truce/test-support";
import type { Comparison } from "./declaration.ts";
import { canHoldWithout, implies, type Conjunction } from "./payload-cases.ts";
import { conditionHolds } from "./rule-holds.ts";

const PAYLOAD_PAIRS = PAYLOADS.flatMap((mine) => PAYLOADS.map((theirs) => [mine, theirs] as const));

const field = fc.constantFrom(...FIELDS);
const comparison: fc.Arbitrary<Comparison> = fc.record({
  mine: field,
  operator: fc.constantFrom("=" as const, "!=" as const),
  theirs: field,
});
const conjunction = fc
  .array(comparison, { maxLength: 4 })
  .map((when): Conjunction => ({ when, conflictsWhen: null }));

/** `x=y` compares mine.x with theirs.y. */
function all(...comparisons: readonly string[]): Conjunction {
  const when = comparisons.map((text): Comparison => {
    const [mine = "", operator = "", theirs = ""] = text.split(/(!?=)/);
    return { mine: mine.split("."), operator: operator === "!=" ? "!=" : "=", theirs: theirs.split(".") };
  });
  return { when, conflictsWhen: null };
}

describe("conditions", () => {
  test("can hold while others fail exactly if such payloads exist", () => {
    fc.assert(
      fc.property(conjunction, fc.array(conjunction, { maxLength: 4 }), (holds, fails) => {
        const isFound = PAYLOAD_PAIRS.some(
          ([mine, theirs]) =>
            conditionHolds(holds.when, mine, theirs) &&
            !fails.some((other) => conditionHolds(other.when, mine, theirs)),
        );
        expect(canHoldWithout(holds, fails)).toBe(isFound ? "yes" : "no");
      }),
      { numRuns: 1500 },
    );
  });

  test("imply each other only if no payloads show the opposite", () => {
    fc.assert(
      fc.property(conjunction, conjunction, (narrower, wider) => {
        fc.pre(implies(narrower, wider));
        for (const [mine, theirs] of PAYLOAD_PAIRS) {
          expect(
            !conditionHolds(narrower.when, mine, theirs) || conditionHolds(wider.when, mine, theirs),
          ).toBe(true);
        }
      }),
    );
  });

  test.each([
    ["fewer comparisons hold if more hold", all("a=a", "b=b"), [all("a=a")], "no"],
    ["but not the other way round", all("a=a"), [all("a=a", "b=b")], "yes"],
    ["= and != on the same fields cover everything", all(), [all("a=a"), all("a!=a")], "no"],
    ["= and != together hold in doubt only", all("a=a", "a!=a"), [all("b=b")], "yes"],
    ["... and then both hold", all("a=a", "a!=a"), [all("a=a", "b=b")], "yes"],
    ["equality goes on, where all fields are there", all("a=a", "b=a", "b=b"), [all("a=b")], "yes"],
    [
      "... and there is no way out",
      all("a=a", "b=a", "b=b"),
      [all("a=b"), all("a!=a"), all("b!=b"), all("b!=a")],
      "no",
    ],
    [
      "a field below another one is in doubt if the other one is not",
      all(),
      [all("a=a"), all("a.b=c")],
      "no",
    ],
    ["... on the same side", all(), [all("a=a"), all("c=a.b")], "no"],
    ["... but not on different sides", all(), [all("a=c"), all("c=a.b")], "yes"],
  ] as const)("%s", (_, holds, fails, answer) => {
    expect(canHoldWithout(holds, fails)).toBe(answer);
  });

  test("predicates are only known to return the same for the same payloads", () => {
    const [one, other] = [() => true, () => true];
    const by = (conflictsWhen: Conjunction["conflictsWhen"], ...when: readonly string[]): Conjunction => ({
      ...all(...when),
      conflictsWhen,
    });
    expect(canHoldWithout(by(one), [by(one)])).toBe("no");
    expect(canHoldWithout(by(one), [all()])).toBe("no");
    expect(canHoldWithout(by(one, "a=a"), [all("a=a")])).toBe("no");
    expect(canHoldWithout(by(one), [by(one, "a=a"), by(one, "a!=a")])).toBe("no");
    expect(canHoldWithout(by(one), [by(other, "a=a"), by(other, "a!=a")])).toBe("perhaps");
    expect(canHoldWithout(by(one), [by(other)])).toBe("perhaps");
    expect(canHoldWithout(by(one), [by(one, "a=a")])).toBe("perhaps");
    expect(canHoldWithout(all(), [by(one)])).toBe("perhaps");
    expect(canHoldWithout(by(one), [])).toBe("perhaps");
    expect(canHoldWithout(all(), [by(one), all("a=a"), all("a!=a")])).toBe("no");
  });

  test("with too many cases to try are undecided", () => {
    const easy = Array.from({ length: 20 }, (_, index) => all(`a${index}=b`, `a${index}!=b`));
    const impossible = [all("c=c", "d=d"), all("c!=c", "d=d"), all("c=c", "d!=d"), all("c!=c", "d!=d")];
    expect(canHoldWithout(all(), impossible)).toBe("no");
    expect(canHoldWithout(all(), [...easy, ...impossible])).toBe("perhaps");
    const count = (length: number) => Array.from({ length }, (_, index) => all(`a${index}=b${index}`));
    expect(canHoldWithout(all(), count(100))).toBe("yes");
    expect(canHoldWithout(all(), count(50_000))).toBe("perhaps");
    const budget = { left: 100 };
    expect(canHoldWithout(all(), count(10), budget)).toBe("yes");
    expect(canHoldWithout(all(), count(10), budget)).toBe("perhaps");
    expect(canHoldWithout(all("a=a"), [all("a=a")], budget)).toBe("perhaps");
  });
});
