import type { ConflictRules } from "@truce/core";
import { matches, type MatchableEvent } from "@truce/core/adapter";
import { judge, partiallyEvaluate } from "@truce/core/rules";
import { runs, TIMEOUT } from "@truce/test-support";
import fc from "fast-check";
import { expect, test } from "vitest";
import { appendInLog } from "../../tests/clean-history.ts";
import { arbitraryConflictRules } from "../arbitraries/conflict-rules.ts";
import { arbitraryEventType, CATEGORIES } from "../arbitraries/event-types.ts";
import { arbitraryPayload } from "../arbitraries/payloads.ts";
import { createInterpreter, judgePair, type PairVerdict } from "./interpreter.ts";
import { fingerprintOf, readRules } from "./recorded-rules.ts";

const arbitraryCategory = fc.constantFrom(...CATEGORIES, "note");
const arbitraryEvent = fc.record({
  type: fc.oneof(arbitraryEventType(), fc.constant("Unheard")),
  data: arbitraryPayload(),
});

test(
  "the engine, its matchers and the independent interpreter agree on every pair",
  () => {
    fc.assert(
      fc.property(
        arbitraryConflictRules(),
        arbitraryCategory,
        fc.array(arbitraryEvent, { minLength: 1, maxLength: 3 }),
        fc.array(arbitraryEvent, { minLength: 1, maxLength: 6 }),
        (rules, category, incoming, committed) => {
          for (const mine of incoming) {
            for (const theirs of committed) {
              const verdict = interpreted(rules, category, mine, theirs);
              expect(engine(rules, category, mine, theirs)).toBe(verdict);
              expect(matched(rules, category, [mine], theirs)).toBe(verdict === "conflict");
            }
          }
          // An append conflicts with what any of its events conflicts with.
          for (const theirs of committed) {
            const any = incoming.some((mine) => interpreted(rules, category, mine, theirs) === "conflict");
            expect(matched(rules, category, incoming, theirs)).toBe(any);
          }
        },
      ),
      runs(1_000),
    );
  },
  TIMEOUT,
);

test(
  "with free predicates the matchers match more pairs, and the interpreter reports the pairs that it cannot judge",
  () => {
    fc.assert(
      fc.property(
        arbitraryConflictRules({ predicates: true }),
        arbitraryCategory,
        arbitraryEvent,
        arbitraryEvent,
        (rules, category, mine, theirs) => {
          const verdict = interpreted(rules, category, mine, theirs);
          expect(matched(rules, category, [mine], theirs)).toBe(verdict !== "compatible");
          if (verdict !== "free-predicate") expect(engine(rules, category, mine, theirs)).toBe(verdict);
          else expect(partiallyEvaluate(rules, category, [mine]).exact).toBe(false);
        },
      ),
      runs(1_000),
    );
  },
  TIMEOUT,
);

test(
  "a fingerprint is the hash of the canonical JSON, by an independent implementation",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryConflictRules({ predicates: true }),
        async ({ fingerprint, canonicalJson }) => {
          expect(await fingerprintOf(canonicalJson)).toBe(fingerprint);
        },
      ),
      runs(100),
    );
  },
  TIMEOUT,
);

function interpreted(
  rules: ConflictRules,
  category: string,
  incoming: MatchableEvent,
  committed: MatchableEvent,
): PairVerdict {
  const read = readRules(rules);
  if (typeof read === "string") throw new TypeError(read);
  return judgePair(createInterpreter(read).targetsOf(`${category}-1`, incoming.type), incoming, committed);
}

function engine(
  rules: ConflictRules,
  category: string,
  incoming: MatchableEvent,
  { type, data }: MatchableEvent,
): string {
  const committed = appendInLog("c", {
    streamId: `${category}-1`,
    firstVersion: 1,
    firstPosition: 1,
    expectedVersion: "any",
    events: [[type, data]],
  });
  return judge(rules, category, [incoming], committed).kind;
}

function matched(
  rules: ConflictRules,
  category: string,
  incoming: readonly MatchableEvent[],
  committed: MatchableEvent,
): boolean {
  const { conflictsWith: matchers } = partiallyEvaluate(rules, category, incoming);
  return matchers === "any-event" || matchers.some((matcher) => matches(matcher, committed));
}
