/** The random parts of projects. Numbers stand for choices among things that are only known later. */

import type { Comparison } from "@truce/core/rules";
import fc from "fast-check";
import { CATEGORIES } from "./model.ts";

export interface RawRef {
  readonly isGroup: boolean;
  readonly choice: number;
}
export interface RawRule {
  readonly subject: RawRef | readonly RawRef[];
  readonly targets: "never" | { readonly list: readonly RawRef[] } | { readonly except: readonly RawRef[] };
  readonly when: readonly Comparison[];
  /** Whether 'override' is missing although it is needed, or present although it is not. */
  readonly isOverrideWrong: boolean;
  readonly reason: string | undefined;
}
interface RawScope {
  readonly groups: readonly (readonly RawRef[])[];
  readonly rules: readonly RawRule[];
}
export interface RawFile extends RawScope {
  readonly imports: readonly number[];
  readonly blocks: readonly (RawScope & { readonly category: string; readonly declares: boolean })[];
}

const ref: fc.Arbitrary<RawRef> = fc.record({
  isGroup: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
  choice: fc.nat({ max: 1000 }),
});
const refs = (minLength: number, maxLength: number) => fc.array(ref, { minLength, maxLength });
const fieldPath = fc.constantFrom(["id"], ["room", "id"], ["größe"]);
const comparison: fc.Arbitrary<Comparison> = fc.record({
  mine: fieldPath,
  operator: fc.constantFrom("=" as const, "!=" as const),
  theirs: fieldPath,
});
const conditions = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  fc.array(comparison, { maxLength: 2 }),
);
const reasons = fc.constantFrom(undefined, undefined, "two people", "line one\nline two");
const faults = fc.oneof({ weight: 12, arbitrary: fc.constant(false) }, fc.constant(true));
const except = refs(0, 2).map((taken) => ({ except: taken }));
const rawRule: fc.Arbitrary<RawRule> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      subject: ref,
      targets: fc.constant("never" as const),
      when: fc.constant([]),
      isOverrideWrong: faults,
      reason: reasons,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      subject: ref,
      targets: fc.oneof(
        { weight: 3, arbitrary: refs(1, 3).map((list) => ({ list })) },
        { weight: 1, arbitrary: except },
      ),
      when: conditions,
      isOverrideWrong: faults,
      reason: reasons,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      subject: refs(0, 3),
      targets: fc.oneof(
        refs(1, 2).map((list) => ({ list })),
        except,
      ),
      when: conditions,
      isOverrideWrong: faults,
      reason: reasons,
    }),
  },
);
const rawScope = {
  groups: fc.array(refs(1, 3), { maxLength: 2 }),
  rules: fc.array(rawRule, { maxLength: 3 }),
};
const block = fc.record({
  ...rawScope,
  category: fc.constantFrom(...CATEGORIES),
  declares: fc.boolean(),
});
export const rawFile: fc.Arbitrary<RawFile> = fc.record({
  ...rawScope,
  imports: fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 2 }),
  blocks: fc.array(block, { maxLength: 2 }),
});
