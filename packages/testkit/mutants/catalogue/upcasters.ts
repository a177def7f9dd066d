/** Wrong variants of upcasters: every known way in which an event that changed shape is merged over, lost or misread. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const rules = { file: "packages/core/src/upcasters/stored-rules.ts", suite: "upcasters" } as const;
const judge = { file: "packages/core/src/upcasters/judge-stored.ts", suite: "upcasters" } as const;
const outcomes = { file: "packages/core/src/upcasters/outcomes.ts", suite: "upcasters" } as const;
const upcast = { file: "packages/core/src/upcasters/upcast.ts", suite: "upcasters" } as const;
const reads = { file: "packages/core/src/upcasters/read-upcast.ts", suite: "upcasters" } as const;
const state = { file: "packages/core/src/store/read-state.ts", suite: "upcasters" } as const;
const prepare = { file: "packages/core/src/store/prepare-append.ts", suite: "upcasters" } as const;
const project = { file: "packages/core/src/projections/run-projections.ts", suite: "upcasters" } as const;
const follow = { file: "packages/core/src/subscriptions/follow.ts", suite: "upcasters" } as const;

/** The property that judges by the upcast history must catch these on its own, on every adapter. */
const TRANSLATION: readonly Mutant[] = [
  {
    ...rules,
    name: "rules forget the old name of a type",
    find: "else targets.push({ committed: { type }, when: stored });",
    replace: "",
  },
  {
    ...rules,
    name: "a renamed field is compared under its new name",
    find: "return theirs ? { ...comparison, theirs } : [];",
    replace: "return theirs ? comparison : [];",
  },
  {
    ...rules,
    name: "a field whose stored place is unknown is compared under its new name",
    find: "return theirs ? { ...comparison, theirs } : [];",
    replace: "return { ...comparison, theirs: theirs ?? comparison.theirs };",
  },
];

export const upcasterMutants: readonly Mutant[] = [
  ...TRANSLATION.map((mutant) => ({
    ...mutant,
    tests: ["packages/testkit/src/races/upcast-history.property.test.ts"],
  })),
  ...TRANSLATION.map((mutant) => ({
    ...mutant,
    name: `postgres: ${mutant.name}`,
    suite: "postgres" as const,
    tests: integrationTests("upcasters"),
  })),
  {
    ...rules,
    name: "anything except a type excepts every stored type that can become it",
    find: "...[...storedTypes.keys()].filter((type) => !together.has(type)),",
    replace:
      "...[...storedTypes.values()].flatMap(({ type, outcomes }) => [...outcomes.keys()].some((one) => committed.anythingExcept.includes(one)) || !together.has(type) ? type : []),",
  },
  {
    ...outcomes,
    name: "if two ways lead to a type, the place of a field is that of the first way",
    find: "known ? agreeing(known, composed) : composed",
    replace: "known ?? composed",
  },
  {
    ...outcomes,
    name: "the place of a field is that before the last step, not that in the log",
    find: "if (place) composed.set(field, place);",
    replace: "if (place) composed.set(field, between);",
  },
  {
    ...judge,
    name: "a conflict that is in doubt is merged over",
    find: 'return [{ reason: "rule", incoming: event, committed, rule }];',
    replace: "return [];",
  },
  {
    ...judge,
    name: "a predicate is not asked about upcast events",
    find: "if (rule.conflictsWhen !== null) return [];",
    replace: "",
  },
  {
    ...upcast,
    name: "an upcaster may return a type that it does not declare",
    find: "if (!fields) throw unreadable(`returned '${next.type}', which is not in its 'becomes'`);",
    replace: "if (!fields) return next;",
  },
  {
    ...upcast,
    name: "an upcaster may change a field that the rules compare where it was stored",
    find: "checkFields(fields, event.data, next, unreadable);",
    replace: "",
  },
  {
    ...reads,
    name: "what one stored event became is divided at the limit",
    find: 'yield* direction === "backwards" ? events.toReversed() : events;',
    replace:
      'yield* (direction === "backwards" ? events.toReversed() : events).slice(0, left + events.length);',
  },
  {
    ...reads,
    name: "a page ends where stored events became none",
    find: "isOver = asked === undefined || read < asked;",
    replace: "isOver = true;",
  },
  {
    ...reads,
    name: "a read backwards has the events of one version forwards",
    find: 'direction === "backwards" ? events.toReversed() : events;',
    replace: "events;",
  },
  {
    ...state,
    name: "only the first event of a version is folded",
    find: "of upcast(store.upcasters, stored))",
    replace: "of upcast(store.upcasters, stored).slice(0, 1))",
  },
  {
    ...state,
    name: "a version without events does not count",
    find: "    ({ version } = stored);",
    replace: "    if (upcast(store.upcasters, stored).length > 0) ({ version } = stored);",
  },
  {
    ...prepare,
    name: "an event is written under today's name",
    find: "events: checked.map(({ record }) => asStored(record)),",
    replace: "events: checked.map(({ record }) => record),",
  },
  {
    ...prepare,
    name: "a type of the past can be appended",
    find: "incoming.forEach(({ type }, index) => checkTypeOfToday(upcasters, type, `events[${index}].type`));",
    replace: "",
  },
  {
    ...project,
    name: "a projection in the append gets stored types",
    find: "recorded.flatMap((stored) => upcast(upcasters, stored));",
    replace: "recorded;",
  },
  {
    ...follow,
    name: "a processor never gets past events that disappear",
    find: "const isPartial = types || categories || store.upcasters;",
    replace: "const isPartial = types || categories;",
  },
];
