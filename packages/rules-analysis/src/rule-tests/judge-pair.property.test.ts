import type { RecordedEvent } from "@truce/core";
import { judge } from "@truce/core/rules";
import { arbitraryConflictRules, arbitraryEventType, arbitraryPayload, CATEGORIES } from "@truce/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { judgePair } from "./judge-pair.ts";

const event = fc.record({ type: arbitraryEventType(), data: arbitraryPayload() });

test("a pair is judged as the engine judges it, and the rules include the one that the engine names", () => {
  fc.assert(
    fc.property(
      arbitraryConflictRules(),
      fc.constantFrom(...CATEGORIES, "other", null),
      event,
      event,
      (rules, category, incoming, committed) => {
        const byEngine = judge(
          rules,
          category ?? "elsewhere",
          [incoming],
          [committed as unknown as RecordedEvent],
        );
        const verdict = judgePair(rules, category, incoming, committed);
        if (byEngine.kind === "compatible") {
          expect(verdict.kind).toBe("compatible");
        } else if (byEngine.pairs[0].reason === "unregistered") {
          expect(verdict.kind).toBe("unregistered");
        } else {
          const { rule } = byEngine.pairs[0];
          expect(verdict.kind === "conflict" && verdict.rules).toContain(rule);
        }
      },
    ),
    { numRuns: 500 },
  );
});
