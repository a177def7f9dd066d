/** Upcasters of every shape, and a second reader of stored events that shares no running code with core. */

import { defineUpcasters, type Event, type JsonValue, type Upcasters } from "@truce/core";
import { scalarAt, type FieldPath, type MatchableEvent } from "@truce/core/adapter";
import fc, { type Arbitrary, type MaybeWeightedArbitrary } from "fast-check";
import { EVENT_TYPES } from "./event-types.ts";
import { FIELD_PATHS } from "./payloads.ts";

/** Upcasters, and what they must do. */
export interface Upcasting {
  /** The upcasters. */
  readonly upcasters: Upcasters;
  /** Every type that the log can have: today's types as they are stored, and those of the past. */
  readonly storedTypes: readonly string[];
  /** The events that a stored event is read as today. */
  readonly readAs: (stored: MatchableEvent) => readonly MatchableEvent[];
}

/** What limits the upcasters that are generated. */
export interface UpcasterConstraints {
  /**
   * Whether every upcaster always does the same, and says where every field was stored. Conflict rules over stored types
   * are then exactly as strict as over today's types. False unless set.
   */
  readonly plain?: boolean | undefined;
}

/** How a field of the next payload is made from one of the stored payload. */
interface Move {
  readonly to: FieldPath;
  readonly from: FieldPath;
  readonly how: "same" | "text" | "fixed";
  /** Whether the upcaster says so, if it may. */
  readonly isDeclared: boolean;
}

/** One event that a stored event becomes. */
interface Change {
  readonly type: string;
  readonly moves: readonly Move[];
}

/** What becomes of the events of a stored type. Some payloads go the other way. */
interface Plan {
  readonly stored: string;
  readonly ways: readonly [readonly Change[], readonly Change[]];
}

/** The stored type of `Pinned` today. An event that was stored as `Pinned` has another payload. */
const PINNED_TODAY = "Pinned@2";

/** Stored types of the past, the oldest first: each can become one of those after it. One has a name that every object inherits. */
const OF_THE_PAST = ["Opened@0", "Opened@1", "hasOwnProperty", "Pinned"];

/**
 * Upcasters that rename types and fields, change values, divide events, drop them, and do so in several steps, for the event
 * types and payloads that the other arbitraries generate.
 */
export function arbitraryUpcasting({ plain = false }: UpcasterConstraints = {}): Arbitrary<Upcasting> {
  return fc
    .tuple(...OF_THE_PAST.map((stored, index) => arbitraryPlan(stored, index, plain)))
    .map((plans) => upcastingOf(plans));
}

function arbitraryPlan(stored: string, index: number, plain: boolean): Arbitrary<Plan> {
  const today = EVENT_TYPES.map((type) => (type === "Pinned" ? PINNED_TODAY : type));
  const change = fc.record({
    type: fc.constantFrom(...today, ...OF_THE_PAST.slice(index + 1)),
    moves: fc
      .tuple(...FIELD_PATHS.map((to) => fc.option(arbitraryMove(to, plain), { freq: 8 })))
      .map((moves) => moves.filter((move) => move !== null)),
  });
  const way = fc.oneof<MaybeWeightedArbitrary<readonly Change[]>[]>(
    { weight: 4, arbitrary: change.map((one) => [one]) },
    { weight: 1, arbitrary: fc.array(change, { maxLength: 3 }) },
  );
  return fc.tuple(way, plain ? fc.constant(null) : fc.option(way, { freq: 2 })).map(([first, other]) => {
    const changes = plain ? withoutDetours(first) : first;
    return { stored, ways: [changes, other ?? changes] };
  });
}

function arbitraryMove(to: FieldPath, plain: boolean): Arbitrary<Move> {
  return fc.record({
    to: fc.constant(to),
    from: fc.constantFrom(...FIELD_PATHS),
    how: plain ? fc.constant("same" as const) : fc.constantFrom("same", "same", "same", "text", "fixed"),
    isDeclared: plain ? fc.constant(true) : fc.constantFrom(true, true, false),
  });
}

/** If there were two ways to one of today's types, a field could have been stored in two places. */
function withoutDetours(changes: readonly Change[]): readonly Change[] {
  if (changes.length < 2) return changes;
  return changes.filter(
    ({ type }, index) =>
      !OF_THE_PAST.includes(type) && changes.findIndex((other) => other.type === type) === index,
  );
}

function upcastingOf(plans: readonly Plan[]): Upcasting {
  const byType = new Map(plans.map((plan) => [plan.stored, plan]));
  const definitions = plans.map((plan) => [
    plan.stored,
    {
      becomes: becomesOf(plan.ways.flat()),
      upcast: ({ data }: Event) => changed(plan, data as JsonValue),
    },
  ]);
  const readAs = (stored: MatchableEvent): readonly MatchableEvent[] => {
    if (stored.type === PINNED_TODAY) return [{ type: "Pinned", data: stored.data }];
    const plan = byType.get(stored.type);
    return plan ? changed(plan, stored.data).flatMap(readAs) : [{ type: stored.type, data: stored.data }];
  };
  return {
    upcasters: defineUpcasters({
      ...Object.fromEntries(definitions),
      [PINNED_TODAY]: { stores: "Pinned" },
    } as Parameters<typeof defineUpcasters>[0]),
    storedTypes: [...new Set([...EVENT_TYPES, ...OF_THE_PAST, PINNED_TODAY])],
    readAs,
  };
}

function becomesOf(changes: readonly Change[]): readonly unknown[] {
  return [...Map.groupBy(changes, ({ type }) => type)].map(([type, into]) => ({
    type,
    fields: Object.fromEntries(
      (into[0]?.moves ?? [])
        .filter(
          (move) => move.isDeclared && into.every(({ moves }) => moves.some((one) => isSameMove(one, move))),
        )
        .map(({ to, from }) => [to.join("."), from.join(".")]),
    ),
  }));
}

/** Whether both keep the value of the same stored field. */
function isSameMove(one: Move, other: Move): boolean {
  return one.how === "same" && other.how === "same" && one.to === other.to && one.from === other.from;
}

function changed({ ways: [first, other] }: Plan, data: JsonValue): readonly MatchableEvent[] {
  const way = JSON.stringify(data).length % 2 === 0 ? first : other;
  return way.map(({ type, moves }) => ({
    type,
    data: moves.reduce<JsonValue>((next, move) => moved(next, move, data), {}),
  }));
}

function moved(next: JsonValue, { to, from, how }: Move, data: JsonValue): JsonValue {
  const before = scalarAt(data, from);
  const value = how === "fixed" ? "a" : how === "text" ? String(before ?? 1) : before;
  if (value === undefined) return next;
  const [key = "", inner] = to;
  return { ...(next as object), [key]: inner === undefined ? value : { [inner]: value } };
}
