import type { ConflictRules } from "@truce/core";
import { selectsType, conditionHolds, conflictRulesFrom, judge } from "@truce/core/rules";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PAYLOADS } from "@truce/test-support";
import { CATEGORIES, committedEvent, ruleSet, TYPES } from "../../tests/rule-sets.ts";
import { explain } from "./explain.ts";
import type { EventInQuestion } from "./explanation.ts";

const type = fc.constantFrom(...TYPES, "SomethingElse");
const category = fc.constantFrom(null, ...CATEGORIES);
const event = fc.record({ type, data: fc.constantFrom(...PAYLOADS) }, { requiredKeys: ["type"] });

/** Whether the engine finds conflicts for all, some or none of the possible payloads. */
function byEngine(
  rules: ConflictRules,
  of: string | null,
  incoming: EventInQuestion,
  committed: EventInQuestion,
): string {
  const payloads = ({ data }: EventInQuestion) => (data === undefined ? PAYLOADS : [data]);
  const mine = payloads(incoming).map((data) => ({ type: incoming.type, data }));
  const theirs = payloads(committed).map((data, index) => committedEvent(committed.type, data, index + 1));
  const verdict = judge(rules, of ?? "elsewhere", mine, theirs);
  const conflicts = verdict.kind === "conflict" ? verdict.pairs.length : 0;
  if (conflicts === 0) return "compatible";
  return conflicts === mine.length * theirs.length ? "conflict" : "depends";
}

describe("explain", () => {
  test("agrees with the engine for all payloads that match the known ones", () => {
    fc.assert(
      fc.property(ruleSet, category, event, event, (rules, of, incoming, committed) => {
        const { verdict, opposite } = explain(rules, incoming, committed, { category: of });
        const [truth, oppositeTruth] = [
          byEngine(rules, of, incoming, committed),
          byEngine(rules, of, committed, incoming),
        ];
        expect(verdict).toBe(truth);
        expect(opposite.verdict).toBe(oppositeTruth);
      }),
      { numRuns: 1000 },
    );
  });

  test("names the rules that the engine applies, the replaced rules, and the barriers that do not apply", () => {
    fc.assert(
      fc.property(ruleSet, category, event, event, (rules, of, incoming, committed) => {
        const explanation = explain(rules, incoming, committed, { category: of });
        for (const { rule, outcome, comparisons, isBarrier } of explanation.rules) {
          expect(isBarrier).toBe("anythingExcept" in rule.incoming);
          expect(comparisons.map(({ comparison }) => comparison)).toEqual(rule.when);
          expect(rule.category === null || rule.category === of).toBe(true);
          if (incoming.data === undefined || committed.data === undefined) continue;
          expect(outcome).toBe(conditionHolds(rule.when, incoming.data, committed.data) ? "holds" : "fails");
        }
        const { registration, replaced, passedBarriers, otherRules } = explanation;
        expect(registration === null).toBe(
          !rules.registrations.some(
            (own) => own.type === incoming.type && (own.category === null || own.category === of),
          ),
        );
        if (replaced) {
          expect(registration?.category).toBe(of);
          expect(replaced.registration).toMatchObject({ type: incoming.type, category: null });
        }
        const passed = rules.rules.filter(
          (rule) =>
            rule.incoming.anythingExcept?.includes(incoming.type) === true &&
            selectsType(rule.committed, committed.type) &&
            (rule.category === null || rule.category === of),
        );
        expect(passedBarriers).toEqual(passed);
        for (const rule of otherRules) expect(rule.incoming.type).toBe(incoming.type);
      }),
      { numRuns: 300 },
    );
  });

  test("finds verdicts that one payload alone decides", () => {
    const when = [{ mine: ["x"], operator: "=" as const, theirs: ["y"] }];
    const rules = conflictRulesFrom([{ incoming: { type: "A" }, conflictsWith: [{ type: "B" }], when }]);
    const verdict = (mine: EventInQuestion["data"], theirs: EventInQuestion["data"]) =>
      explain(
        rules,
        { type: "A", ...(mine !== undefined && { data: mine }) },
        { type: "B", ...(theirs !== undefined && { data: theirs }) },
      ).verdict;
    expect(verdict({}, undefined)).toBe("conflict");
    expect(verdict(undefined, { y: null })).toBe("conflict");
    expect(verdict({ x: 1 }, undefined)).toBe("depends");
    expect(verdict({ x: 1 }, { y: 1 })).toBe("conflict");
    expect(verdict({ x: 1 }, { y: 2 })).toBe("compatible");
  });

  test("uses equal and unequal values within one payload", () => {
    const ruleOf = (mine: string, operator: "=" | "!=", theirs: string) => ({
      incoming: { type: "A" },
      conflictsWith: [{ type: "A" }],
      when: [{ mine: [mine], operator, theirs: [theirs] }],
    });
    const verdict = (data: EventInQuestion["data"], ...operators: readonly ["=" | "!=", "=" | "!="]) => {
      const rules = conflictRulesFrom([ruleOf("x", operators[0], "x"), ruleOf("y", operators[1], "x")]);
      return explain(rules, { type: "A", ...(data !== undefined && { data }) }, "A").verdict;
    };
    expect(verdict({ x: 1, y: 1 }, "=", "!=")).toBe("conflict");
    expect(verdict({ x: 1, y: 2 }, "=", "!=")).toBe("depends");
    expect(verdict({ x: 1, y: "1" }, "=", "!=")).toBe("depends");
    expect(verdict({ x: 1, y: 2 }, "!=", "!=")).toBe("conflict");
    expect(verdict({ x: 1, y: 1 }, "!=", "!=")).toBe("depends");
    expect(verdict(undefined, "=", "!=")).toBe("depends");
  });

  test("finds that one of several rules always applies", () => {
    const rules = conflictRulesFrom(
      (["=", "!="] as const).map((operator) => ({
        incoming: { type: "A" },
        conflictsWith: [{ type: "A" }],
        when: [{ mine: ["x"], operator, theirs: ["x"] }],
      })),
    );
    expect(explain(rules, "A", "A").verdict).toBe("conflict");
    expect(explain(rules, { type: "A", data: { x: 1 } }, "A").verdict).toBe("conflict");
  });
});
