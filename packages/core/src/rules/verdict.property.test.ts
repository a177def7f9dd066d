import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { RecordedEvent } from "../events/event.ts";
import type { JsonValue } from "../events/json.ts";
import { conflictRulesFrom } from "./conflict-rules-from.ts";
import type { ConflictRules } from "./conflict-rules.ts";
import type { RuleDeclaration } from "./declaration.ts";
import { rulesForIncoming } from "./lookup.ts";
import { matches, type TypeSelector } from "./matcher.ts";
import { partiallyEvaluate } from "./partial-evaluation.ts";
import { ruleHolds } from "./rule-holds.ts";
import { judge } from "./verdict.ts";

const types = ["A", "B", "C", "D"] as const;
const fields = ["x", "y"] as const;
const anyType = fc.constantFrom(...types);
const selector: fc.Arbitrary<TypeSelector> = fc.oneof(
  { weight: 4, arbitrary: anyType.map((type) => ({ type })) },
  { weight: 1, arbitrary: fc.subarray([...types]).map((anythingExcept) => ({ anythingExcept })) },
);
const path = fc.constantFrom(...fields).map((field) => [field]);
const comparison = fc.record({
  mine: path,
  operator: fc.constantFrom("=" as const, "!=" as const),
  theirs: path,
});
const declaration: fc.Arbitrary<RuleDeclaration> = fc.record(
  {
    incoming: selector,
    conflictsWith: fc.array(selector, { maxLength: 2 }),
    when: fc.array(comparison, { maxLength: 2 }),
    category: fc.constantFrom(null, "client"),
  },
  { requiredKeys: ["incoming", "conflictsWith"] },
);
/** The declarations that do not contradict those before them. */
const conflictRules: fc.Arbitrary<ConflictRules> = fc
  .array(declaration, { maxLength: 8 })
  .map((declarations) => {
    const accepted: RuleDeclaration[] = [];
    for (const next of declarations) {
      try {
        conflictRulesFrom([...accepted, next]);
        accepted.push(next);
      } catch {
        // It contradicts an earlier declaration.
      }
    }
    return conflictRulesFrom(accepted);
  });
const scalar = fc.constantFrom<JsonValue>(1, "1", true, null, 2 ** 53, [], {});
const event = fc.record({
  type: anyType,
  data: fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }),
});

function recorded(
  events: readonly { readonly type: string; readonly data: JsonValue }[],
): readonly RecordedEvent[] {
  return events.map((one, index) => ({
    ...one,
    id: `${index}`,
    streamId: "client-1",
    version: index + 1,
    position: index + 1,
    recordedAt: new Date(0),
    metadata: {},
    provenance: { expectedVersion: index, append: { id: `${index}`, index: 0, count: 1 }, rules: null },
  }));
}

describe("the engine", () => {
  it("has the same verdict as the matchers that adapters get", () => {
    const category = fc.constantFrom("client", "order");
    const incoming = fc.array(event, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        conflictRules,
        category,
        incoming,
        fc.array(event, { maxLength: 4 }),
        (rules, of, mine, theirs) => {
          const committed = recorded(theirs);
          const verdict = judge(rules, of, mine, committed);
          const evaluation = partiallyEvaluate(rules, of, mine);
          const matched = committed.filter(
            (candidate) =>
              evaluation.conflictsWith === "any-event" ||
              evaluation.conflictsWith.some((matcher) => matches(matcher, candidate)),
          );
          const judged =
            verdict.kind === "conflict" ? verdict.pairs.map((pair) => pair.committed.version) : [];
          expect(new Set(judged)).toEqual(new Set(matched.map(({ version }) => version)));
          expect(evaluation.exact).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("has the same verdict on a pair as its rules one by one", () => {
    fc.assert(
      fc.property(conflictRules, event, event, (rules, mine, theirs) => {
        const committed = recorded([theirs]);
        const holding = rulesForIncoming(rules, mine.type, "client")?.rules.filter((rule) =>
          committed.some((one) => ruleHolds(rule, mine, one)),
        );
        const verdict = judge(rules, "client", [mine], committed);
        const [pair] = verdict.kind === "conflict" ? verdict.pairs : [];
        expect(pair?.reason).toBe(holding ? holding[0] && "rule" : "unregistered");
        expect(pair?.reason === "rule" ? pair.rule : undefined).toBe(holding?.[0]);
      }),
      { numRuns: 2_000 },
    );
  });

  it("judges every pair independently of the others", () => {
    fc.assert(
      fc.property(conflictRules, fc.array(event), fc.array(event), (rules, incoming, theirs) => {
        const committed = recorded(theirs);
        const whole = judge(rules, "client", incoming, committed);
        const single = incoming.flatMap((mine, index) =>
          committed
            .filter((one) => judge(rules, "client", [mine], [one]).kind === "conflict")
            .map((one) => [index, one.version]),
        );
        const pairs = whole.kind === "conflict" ? whole.pairs : [];
        expect(pairs.map((pair) => [pair.incoming.index, pair.committed.version])).toEqual(single);
      }),
    );
  });

  it("allows a type with an empty list, however far behind, and refuses one without a rule", () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1 }), event, (theirs, { data }) => {
        const rules = conflictRulesFrom([{ incoming: { type: "N" }, conflictsWith: [] }]);
        const committed = recorded(theirs);
        expect(judge(rules, "client", [{ type: "N", data }], committed).kind).toBe("compatible");
        const unregistered = judge(rules, "client", [{ type: "U", data }], committed);
        expect(unregistered.kind === "conflict" && unregistered.pairs).toHaveLength(committed.length);
      }),
    );
  });
});
