/** Finds out what each stored type can be read as today, through any number of steps. */

import type { FieldPath } from "../rules/matcher.ts";
import { InvalidUpcastersError } from "./invalid-upcasters-error.ts";
import type { ReadDefinition } from "./read-definitions.ts";
import { fieldKey, storedPlace, type StoredFields, type StoredType } from "./upcasters.ts";

type Outcomes = StoredType["outcomes"];

/** @throws InvalidUpcastersError if steps lead back to where they began. */
export function findOutcomes(
  definitions: ReadonlyMap<string, ReadDefinition>,
): ReadonlyMap<string, StoredType> {
  const known = new Map<string, Outcomes>();

  function outcomesOf(type: string, earlier: readonly string[]): Outcomes {
    const definition = definitions.get(type);
    if (!definition) return new Map([[type, "same"]]);
    if (definition.stores !== null) return new Map([[definition.stores, "same"]]);
    if (earlier.includes(type)) throw leadsInACircle([...earlier.slice(earlier.indexOf(type)), type]);
    let outcomes = known.get(type);
    if (!outcomes) {
      outcomes = throughStep(definition, (next) => outcomesOf(next, [...earlier, type]));
      known.set(type, outcomes);
    }
    return outcomes;
  }

  return new Map(
    [...definitions].map(([type, { step }]) => [type, { type, step, outcomes: outcomesOf(type, []) }]),
  );
}

function throughStep({ step }: ReadDefinition, outcomesOf: (type: string) => Outcomes): Outcomes {
  const outcomes = new Map<string, StoredFields>();
  for (const [next, fields] of step?.becomes ?? []) {
    for (const [outcome, later] of outcomesOf(next)) {
      const composed = compose(fields, later);
      const known = outcomes.get(outcome);
      outcomes.set(outcome, known ? agreeing(known, composed) : composed);
    }
  }
  return outcomes;
}

/**
 * Where today's fields were stored before two steps.
 *
 * @param first - Where the fields of the payload between them were stored.
 * @param later - Where today's fields are in the payload between them.
 */
function compose(first: ReadonlyMap<string, FieldPath>, later: StoredFields): ReadonlyMap<string, FieldPath> {
  if (later === "same") return first;
  const composed = new Map<string, FieldPath>();
  for (const [field, between] of later) {
    const place = storedPlace(first, between);
    if (place) composed.set(field, place);
  }
  return composed;
}

/** If there are two ways to a type, a field has a known place only if it is the same both ways. */
function agreeing(one: StoredFields, other: ReadonlyMap<string, FieldPath>): ReadonlyMap<string, FieldPath> {
  return new Map(
    [...other].filter(([field, place]) => {
      const place2 = one === "same" ? undefined : one.get(field);
      return place2 !== undefined && fieldKey(place2) === fieldKey(place);
    }),
  );
}

function leadsInACircle(types: readonly string[]): InvalidUpcastersError {
  const way = types.map((type) => `'${type}'`).join(" becomes ");
  return new InvalidUpcastersError([
    `${way}: events would never be read. If the payload of a type has changed, write it under a new name, such as "${types[0] ?? ""}@2"`,
  ]);
}
