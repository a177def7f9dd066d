/** Pairs of an incoming event and an event of the past. */

import type { ConflictRules, JsonValue } from "@truce/core";
import { selectsType, type MatchableEvent } from "@truce/core/adapter";
import fc, { type Arbitrary } from "fast-check";
import { arbitraryEventType, CATEGORIES } from "./event-types.ts";
import { arbitraryPayload } from "./payloads.ts";
import type { Upcasting } from "./upcasters.ts";

/** An incoming event, and an event that an earlier program stored in the same stream. */
export interface UpcastPair {
  /** The category of the stream. */
  readonly category: string;
  /** An event of one of today's types. */
  readonly incoming: MatchableEvent;
  /** An event of a stored type. */
  readonly stored: MatchableEvent;
}

/** A pair, often one that a rule is about: the stored event can become a type that the rule names, and has all fields. */
export function arbitraryUpcastPair(
  rules: ConflictRules,
  { upcasters, storedTypes }: Upcasting,
): Arbitrary<UpcastPair> {
  const any = fc.record({
    category: fc.constantFrom(...CATEGORIES, "note"),
    incoming: fc.record({ type: arbitraryEventType(), data: arbitraryPayload() }),
    stored: fc.record({ type: fc.constantFrom(...storedTypes), data: arbitraryPayload() }),
  });
  const about = rules.rules.flatMap((rule) =>
    [...upcasters.storedTypes.values()]
      .filter(({ outcomes }) => [...outcomes.keys()].some((type) => selectsType(rule.committed, type)))
      .map(({ type }) => ({ rule, type })),
  );
  if (about.length === 0) return any;
  const data = arbitraryFullPayload();
  const ofRule = fc
    .tuple(fc.constantFrom(...about), any, data, data)
    .map(([{ rule, type }, { category, incoming }, mine, theirs]) => ({
      category: rule.category ?? category,
      incoming: { type: rule.incoming.type ?? incoming.type, data: mine },
      stored: { type, data: theirs },
    }));
  return fc.oneof({ weight: 1, arbitrary: any }, { weight: 3, arbitrary: ofRule });
}

/** Has every field, with one of two values: a comparison with the wrong field is often wrong. */
function arbitraryFullPayload(): Arbitrary<JsonValue> {
  const value = fc.constantFrom("a", "b");
  return fc.record({ id: value, tag: value, room: fc.record({ id: value }), toString: value });
}
