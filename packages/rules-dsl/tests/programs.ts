/** Arbitrary programs: declarations as core knows them, and the many ways to write them. */

import type { TypeSelector, Comparison, RuleDeclaration } from "@truce/core/rules";
import fc from "fast-check";
import { createWriter, type Ref } from "./statements.ts";

/** Few names, so that rules often match. Some need quotes, or look as if they did. */
const NAMES = [
  "A",
  "B",
  "order.placed",
  "Größe",
  "注文",
  "Order-Placed",
  "on",
  'say "hi" \\',
  "never",
] as const;
const name = fc.constantFrom(...NAMES);
const path = fc.constantFrom(["id"], ["room", "id"], ["größe"]);
const comparison: fc.Arbitrary<Comparison> = fc.record({
  mine: path,
  operator: fc.constantFrom("=" as const, "!=" as const),
  theirs: path,
});
const anything: fc.Arbitrary<TypeSelector> = fc
  .array(name, { maxLength: 3 })
  .map((anythingExcept) => ({ anythingExcept }));
const type: fc.Arbitrary<TypeSelector> = name.map((value) => ({ type: value }));
const conditions = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  fc.array(comparison, { maxLength: 2 }),
);

/** Any declaration that a `.conflicts` file can express. It may contradict others. */
export const declaration: fc.Arbitrary<RuleDeclaration> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ incoming: type, conflictsWith: fc.constant([]) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      incoming: type,
      conflictsWith: fc.oneof(
        { weight: 3, arbitrary: fc.array(type, { minLength: 1, maxLength: 3 }) },
        { weight: 1, arbitrary: anything.map((selector) => [selector]) },
      ),
      when: conditions,
      reason: fc.constantFrom(undefined, "two people", "line one\nline two"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      incoming: anything,
      conflictsWith: fc.array(type, { minLength: 1, maxLength: 2 }),
      when: conditions,
    }),
  },
);

/** How a program is laid out: numbers that decide each choice. */
export const layoutChoices = fc.infiniteStream(fc.nat({ max: 1000 }));

/** The statement for a declaration, in the layout of the choices. It ends with a line break. */
export function written(
  { incoming, conflictsWith, when = [], reason }: RuleDeclaration,
  choices: Iterator<number>,
): string {
  const [first] = conflictsWith;
  const types = conflictsWith.flatMap((selector) => ("type" in selector ? event(selector.type) : []));
  return createWriter(choices).rule({
    subject: "type" in incoming ? event(incoming.type) : { except: incoming.anythingExcept.map(event) },
    targets: !first ? "never" : "type" in first ? types : { except: first.anythingExcept.map(event) },
    when,
    override: false,
    reason,
  });
}

function event(eventType: string): Ref {
  return { kind: "event", name: eventType };
}
