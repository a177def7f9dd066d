/** Rule declarations that are valid together. Contradictions are left out. */

import type { TypeSelector } from "@truce/core/adapter";
import type { Comparison, ConflictPredicate, RuleDeclaration } from "@truce/core/rules";
import fc, { type Arbitrary, type MaybeWeightedArbitrary } from "fast-check";
import { arbitraryEventType, CATEGORIES, EVENT_TYPES } from "./event-types.ts";
import { FIELD_PATHS } from "./payloads.ts";

/** What limits the rules that are generated. */
export interface RuleConstraints {
  /** Whether rules may have free predicates. Merges that rest on one cannot be judged from the log. False unless set. */
  readonly predicates?: boolean | undefined;
}

/**
 * Declarations for `conflictRulesFrom` that never contradict each other. They have types that never conflict, that
 * conflict with anything, with anything except some types, or with types under conditions. They also have barriers, and
 * categories with their own rules and overrides.
 */
export function arbitraryRuleDeclarations({ predicates = false }: RuleConstraints = {}): Arbitrary<
  readonly RuleDeclaration[]
> {
  const definition = arbitraryDefinition(predicates);
  const definitions = fc.tuple(...EVENT_TYPES.map(() => definition));
  const inside = fc.tuple(...EVENT_TYPES.map(() => fc.option(definition, { freq: 2 })));
  return fc
    .record({
      outside: definitions,
      inside: fc.tuple(...CATEGORIES.map(() => fc.option(inside, { freq: 2 }))),
      barriers: fc.array(arbitraryBarrier(), { maxLength: 2 }),
    })
    .map(declarationsOf);
}

/** What one type conflicts with; null if it is not registered. */
type Definition = readonly Target[] | null;

interface Target {
  readonly committed: TypeSelector;
  readonly when: readonly Comparison[];
  readonly conflictsWhen: ConflictPredicate | null;
}

interface Barrier {
  readonly category: string | null;
  readonly except: readonly string[];
  readonly target: Target;
}

interface Draft {
  /** By event type. */
  readonly outside: readonly Definition[];
  /** By category and event type; null if the category has no rules of its own. */
  readonly inside: readonly (readonly (Definition | null)[] | null)[];
  readonly barriers: readonly Barrier[];
}

const PREDICATES: readonly ConflictPredicate[] = [
  () => true,
  () => false,
  (incoming, committed) => incoming.type < committed.type,
  (_, committed) => committed.version % 2 === 0,
];

function arbitraryDefinition(predicates: boolean): Arbitrary<Definition> {
  return fc.oneof<MaybeWeightedArbitrary<Definition>[]>(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: fc.array(arbitraryTarget(predicates), { minLength: 1, maxLength: 3 }) },
  );
}

function arbitraryTarget(predicates: boolean): Arbitrary<Target> {
  return fc.record({
    committed: fc.oneof<MaybeWeightedArbitrary<TypeSelector>[]>(
      { weight: 5, arbitrary: arbitraryEventType().map((type) => ({ type })) },
      { weight: 1, arbitrary: arbitraryExcept().map((anythingExcept) => ({ anythingExcept })) },
    ),
    when: fc.array(arbitraryComparison(), { maxLength: 2 }),
    conflictsWhen: predicates ? fc.constantFrom(null, null, null, ...PREDICATES) : fc.constant(null),
  });
}

function arbitraryComparison(): Arbitrary<Comparison> {
  const path = fc.constantFrom(...FIELD_PATHS);
  const operator = fc.constantFrom<Comparison["operator"]>("=", "=", "!=");
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ mine: path, operator }).map((on) => ({ ...on, theirs: on.mine })) },
    { weight: 1, arbitrary: fc.record({ mine: path, operator, theirs: path }) },
  );
}

function arbitraryExcept(): Arbitrary<readonly string[]> {
  return fc.subarray([...EVENT_TYPES], { maxLength: 3 });
}

function arbitraryBarrier(): Arbitrary<Barrier> {
  return fc.record({
    category: fc.constantFrom(null, ...CATEGORIES),
    except: arbitraryExcept(),
    target: arbitraryTarget(false),
  });
}

function declarationsOf({ outside, inside, barriers }: Draft): readonly RuleDeclaration[] {
  const nevers = EVENT_TYPES.filter((_, index) =>
    [outside, ...inside].some((definitions) => definitions?.[index]?.length === 0),
  );
  return [
    ...outside.flatMap((definition, index) => declarationsFor(index, definition, {})),
    ...inside.flatMap((definitions, number) =>
      (definitions ?? []).flatMap((definition, index) => {
        const override = outside[index] !== null;
        return declarationsFor(index, definition, { category: CATEGORIES[number] ?? "", override });
      }),
    ),
    ...barriers.map(({ category, except, target: { committed, when } }) => ({
      // A barrier must not apply to a type that never conflicts.
      incoming: { anythingExcept: [...new Set([...except, ...nevers])] },
      conflictsWith: [committed],
      when,
      category,
    })),
  ];
}

function declarationsFor(
  index: number,
  targets: Definition,
  scope: Pick<RuleDeclaration, "category" | "override">,
): readonly RuleDeclaration[] {
  const subject = { ...scope, incoming: { type: EVENT_TYPES[index] ?? "" } };
  if (targets === null) return [];
  if (targets.length === 0) return [{ ...subject, conflictsWith: [] }];
  const named = targets.flatMap((target) =>
    "type" in target.committed && isPlain(target) ? target.committed.type : [],
  );
  return targets.map(({ committed, when, conflictsWhen }) => ({
    ...subject,
    conflictsWith: [withoutNamed(committed, named)],
    when,
    ...(conflictsWhen && { conflictsWhen }),
  }));
}

/** A rule that names a type without conditions must not except the same type. */
function withoutNamed(committed: TypeSelector, named: readonly string[]): TypeSelector {
  if ("type" in committed) return committed;
  return { anythingExcept: committed.anythingExcept.filter((type) => !named.includes(type)) };
}

function isPlain({ when, conflictsWhen }: Target): boolean {
  return when.length === 0 && conflictsWhen === null;
}
