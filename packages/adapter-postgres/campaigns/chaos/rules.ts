/** The rules of the clients, of every kind, and random events for them. */

import type { ConflictRules, Event } from "@truce/core";
import { conflictRulesFrom, type RuleDeclaration } from "@truce/core/rules";
import type { Random } from "@truce/test-support/campaigns";

/** A type that a constraint in the database refuses, so that a batch can have a bad append. */
export const REFUSED_TYPE = "Refused";

const sameNote = { mine: ["noteId"], operator: "=", theirs: ["noteId"] } as const;

const DECLARATIONS: readonly RuleDeclaration[] = [
  // Never conflicts, however far behind.
  { incoming: { type: "NoteAdded" }, conflictsWith: [] },
  { incoming: { type: REFUSED_TYPE }, conflictsWith: [] },
  // Conflicts with types.
  { incoming: { type: "ValueRaised" }, conflictsWith: [{ type: "ValueLowered" }] },
  { incoming: { type: "ValueLowered" }, conflictsWith: [{ type: "ValueRaised" }, { type: "ValueLowered" }] },
  // Conflicts depending on fields.
  { incoming: { type: "NotePinned" }, conflictsWith: [{ type: "NotePinned" }], when: [sameNote] },
  {
    incoming: { type: "Moved" },
    conflictsWith: [{ type: "Moved" }, { type: "NotePinned" }],
    when: [sameNote, { mine: ["from", "id"], operator: "!=", theirs: ["to", "id"] }],
  },
  // Conflicts depending on a predicate, which the client evaluates.
  {
    incoming: { type: "Booked" },
    conflictsWith: [{ type: "Booked" }],
    conflictsWhen: (mine, theirs) => slotOf(mine.data) === slotOf(theirs.data),
  },
  // Conflicts with all but a few.
  {
    incoming: { type: "Audited" },
    conflictsWith: [{ anythingExcept: ["NoteAdded", "Booked", "NotePinned"] }],
  },
  // Different in one category.
  { incoming: { type: "ValueRaised" }, conflictsWith: [], category: "client", override: true },
  // A barrier.
  {
    incoming: { anythingExcept: ["NoteAdded", REFUSED_TYPE] },
    conflictsWith: [{ type: "Closed" }],
    category: "hot",
  },
  { incoming: { type: "Closed" }, conflictsWith: [{ type: "Closed" }] },
];

/** Closes a stream, which is a barrier. */
const CLOSED = "Closed";

/** Types, as often as they are drawn. `Renamed` has no rule, so it conflicts with everything. */
const TYPES: readonly string[] = [
  ...Array.from({ length: 10 }, () => "NoteAdded"),
  ...Array.from({ length: 6 }, () => "NotePinned"),
  ...[
    "ValueRaised",
    "ValueRaised",
    "ValueLowered",
    "Moved",
    "Moved",
    "Booked",
    "Booked",
    "Audited",
    "Renamed",
  ],
];

/** Every type that can be in a log. */
export const WRITTEN_TYPES: readonly string[] = [...TYPES, CLOSED];

/**
 * @param variant - The variants of the rule set mean the same and have different fingerprints, so that new rule sets are
 * stored throughout the campaign and not only at its beginning.
 */
export function chaosRules(variant: number): ConflictRules {
  const type = `Variant${variant}`;
  return conflictRulesFrom([...DECLARATIONS, { incoming: { type }, conflictsWith: [{ type }] }]);
}

export function chaosEvent(random: Random): Event & { readonly id: string } {
  const kind = random.next();
  const type = kind < 0.004 ? REFUSED_TYPE : kind < 0.01 ? CLOSED : random.pick(TYPES);
  return { id: crypto.randomUUID(), type, data: dataOf(type, random), metadata: { by: "chaos" } };
}

function dataOf(type: string, random: Random): Event["data"] {
  // A missing field is in doubt, so it conflicts.
  if (random.chance(0.01)) return {};
  const noteId = random.pick([random.between(1, 200), String(random.between(1, 200))]);
  switch (type) {
    case "NotePinned":
      return { noteId };
    case "Moved":
      return { noteId, from: { id: random.between(1, 3) }, to: { id: random.between(1, 3) } };
    case "Booked":
      return { slot: random.between(1, 500) };
    default:
      return { text: 'n\u00f6te "quoted" \\ \u{1f600}'.repeat(random.between(0, 4)), value: random.next() };
  }
}

function slotOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "slot" in data ? data.slot : undefined;
}
