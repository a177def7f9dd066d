/** Rules as teams write them: random `.conflicts` files about the event types and fields that histories are made of. */

import type { ConflictRules } from "@truce/core";
import { compile } from "@truce/rules-dsl";
import { EVENT_TYPES, FIELD_PATHS } from "@truce/testkit";
import fc, { type Arbitrary } from "fast-check";

/** A file, and what it compiles to. */
export interface WrittenRules {
  readonly text: string;
  readonly rules: ConflictRules;
}

const FIELDS = FIELD_PATHS.map((path) => path.join("."));

const condition = fc.oneof(
  fc.constant(""),
  fc.subarray(FIELDS, { minLength: 1, maxLength: 2 }).map((fields) => ` on ${fields.join(" and ")}`),
  fc
    .record({
      mine: fc.constantFrom(...FIELDS),
      operator: fc.constantFrom("=", "=", "!="),
      theirs: fc.constantFrom(...FIELDS),
    })
    .map(({ mine, operator, theirs }) => ` when mine.${mine} ${operator} theirs.${theirs}`),
);

const targets = fc.oneof(
  { weight: 4, arbitrary: fc.subarray([...EVENT_TYPES], { minLength: 1 }).map((types) => types.join(", ")) },
  { weight: 1, arbitrary: fc.constant("anything") },
  { weight: 1, arbitrary: someTypes().map((types) => `anything except ${types}`) },
);

const statement = fc
  .record({ targets, condition })
  .map((rule) => `conflicts ${rule.targets}${rule.condition}`);

const barrier = fc
  .record({ except: someTypes(), statement })
  .map((rule) => `anything except ${rule.except} ${rule.statement}`);

/** Files without contradictions. A type that is in none of their statements conflicts with everything. */
export function arbitraryWrittenRules(): Arbitrary<WrittenRules> {
  const ofOneType = EVENT_TYPES.map((type) =>
    fc
      .oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.constant(["never conflicts"]) },
        { weight: 4, arbitrary: fc.array(statement, { minLength: 1, maxLength: 2 }) },
      )
      .map((statements) => statements.map((said) => `${type} ${said}`)),
  );
  return fc
    .tuple(fc.tuple(...ofOneType), fc.array(barrier, { maxLength: 1 }))
    .map(([types, barriers]) => [...types.flat(), ...barriers, ""].join("\n"))
    .map((text) => ({ text, rules: compile([{ file: "generated.conflicts", text }]).rules }))
    .filter((written): written is WrittenRules => written.rules !== null);
}

function someTypes(): Arbitrary<string> {
  return fc.subarray([...EVENT_TYPES], { minLength: 1, maxLength: 3 }).map((types) => types.join(", "));
}
