/** Conflict rules written in TypeScript, with names and payload fields checked by the compiler. */

import type { Event, EventOfType, EventType, RecordedEvent } from "../events/event.ts";
import { InvalidRulesError } from "../errors/invalid-rules-error.ts";
import type { ConflictRules } from "./conflict-rules.ts";
import { conflictRulesFrom } from "./conflict-rules-from.ts";
import type { RuleDeclaration } from "./declaration.ts";
import type { FieldOf, SharedField } from "./field-names.ts";
import type { ComparisonOperator, TypeSelector } from "./matcher.ts";

/** For some incoming types: what each conflicts with. A type that is left out conflicts with everything. */
export type RuleDefinitions<E extends Event> = {
  readonly [Type in EventType<E>]?: RuleDefinition<E, Type>;
};

/**
 * What an incoming type conflicts with: `"anything"`, or a list of targets that add up. An empty list registers it as
 * one that never conflicts, however far behind it is.
 */
export type RuleDefinition<E extends Event, Mine extends EventType<E>> =
  "anything" | readonly TargetDefinition<E, Mine>[];

/** One target of a rule: the name of a committed type, or more precisely an object. */
export type TargetDefinition<E extends Event, Mine extends EventType<E>> =
  | EventType<E>
  | { readonly [Theirs in EventType<E>]: TypeTarget<E, Mine, Theirs> }[EventType<E>]
  | AnythingExceptTarget<E>;

/** A committed type, with conditions on the two payloads. */
export interface TypeTarget<E extends Event, Mine extends EventType<E>, Theirs extends EventType<E>> {
  /** The committed type. */
  readonly type: Theirs;
  /** Conflicts only where these fields are equal in both payloads. A dot leads into an object: `"room.id"`. */
  readonly on?: readonly SharedField<EventOfType<E, Mine>["data"], EventOfType<E, Theirs>["data"]>[];
  /** Conflicts only where all of these comparisons hold. */
  readonly when?: readonly {
    readonly mine: FieldOf<EventOfType<E, Mine>["data"]>;
    readonly operator: ComparisonOperator;
    readonly theirs: FieldOf<EventOfType<E, Theirs>["data"]>;
  }[];
  /** Conflicts only where this pure, synchronous predicate says so. It can't be pushed down, nor judged again later. */
  readonly conflictsWhen?: (
    incoming: Pick<EventOfType<E, Mine>, "type" | "data">,
    committed: RecordedEvent<EventOfType<E, Theirs>>,
  ) => boolean;
  /** Why, in the words of the team. */
  readonly reason?: string;
}

/** Every committed type but some. */
export interface AnythingExceptTarget<E extends Event> {
  /** No payload can be looked into where the type is not known. */
  readonly on?: never;
  /** The same. */
  readonly when?: never;
  /** The same. */
  readonly conflictsWhen?: never;
  /** The types that it does not conflict with by this target. */
  readonly anythingExcept: readonly EventType<E>[];
  /** Why, in the words of the team. */
  readonly reason?: string;
}

/** A barrier: incoming events of every type but some conflict with these committed types. */
export interface BarrierDefinition<E extends Event> {
  /** The incoming types that it does not hold for. */
  readonly except?: readonly EventType<E>[];
  /** The committed types that all others conflict with. */
  readonly conflicts: "anything" | readonly EventType<E>[];
  /** Why, in the words of the team. */
  readonly reason?: string;
}

/** Rules that count in the streams of one category only. */
export interface StreamDefinitions<E extends Event> {
  /** Types that have no rule outside. */
  readonly rules?: RuleDefinitions<E>;
  /** Types whose rules outside are replaced by these. */
  readonly overrides?: RuleDefinitions<E>;
  /** What every incoming type but some conflicts with. */
  readonly barriers?: readonly BarrierDefinition<E>[];
}

/** What else a rule set can say. */
export interface MoreDefinitions<E extends Event> {
  /** What every incoming type but some conflicts with. */
  readonly barriers?: readonly BarrierDefinition<E>[];
  /** By category. */
  readonly streams?: Readonly<Record<string, StreamDefinitions<E>>>;
}

/**
 * Defines conflict rules for a union of events. It is called twice, because TypeScript infers either all type
 * arguments or none.
 *
 * @throws InvalidRulesError (code `invalid-rules`) with every problem found.
 *
 * @example
 * ```ts
 * const rules = defineConflictRules<ClientEvent>()({
 *   ClientValueUpgraded: ["ClientValueUpgraded", "ClientValueDowngraded"],
 *   MeetingNoteAdded: [],
 *   NotePinned: [{ type: "NotePinned", on: ["noteId"] }],
 *   ClientMerged: "anything",
 * });
 * ```
 */
export function defineConflictRules<E extends Event>(): (
  definitions: RuleDefinitions<E>,
  more?: MoreDefinitions<E>,
) => ConflictRules {
  return (definitions, more = {}) => {
    const { barriers, streams = {}, ...unknown } = Object.fromEntries(entriesOf(more, "the second argument"));
    refuseUnknown(unknown, "the second argument");
    const declarations = [
      ...declarationsOf(definitions),
      ...listOf(barriers).map((barrier) => barrierDeclaration(barrier)),
      ...entriesOf(streams, "streams").flatMap(([category, stream]) => [
        ...streamDeclarations(category, stream),
      ]),
    ];
    return conflictRulesFrom(declarations as readonly RuleDeclaration[]);
  };
}

const ANYTHING: TypeSelector = { anythingExcept: [] };

/** The definitions once their types have done their work: whoever has no compiler can hand over anything. */
type Loose = Readonly<Record<string, unknown>>;
type Scope = Pick<RuleDeclaration, "category" | "override">;

function* declarationsOf(definitions: unknown, scope: Scope = {}): Generator {
  for (const [type, definition] of entriesOf(definitions, "the rules")) {
    const subject = { ...scope, incoming: { type } };
    if (definition === "anything") yield { ...subject, conflictsWith: [ANYTHING] };
    else if (!Array.isArray(definition) || definition.length === 0)
      yield { ...subject, conflictsWith: definition };
    else for (const target of definition) yield { ...subject, ...targetDeclaration(target) };
  }
}

function targetDeclaration(target: unknown): Loose {
  if (typeof target !== "object" || target === null) return { conflictsWith: [typeTarget(target)] };
  const { on, when, conflictsWhen, reason, ...selector } = target as Loose;
  const comparisons = [
    ...listOf(on).map((field) => ({ mine: field, operator: "=", theirs: field })),
    ...listOf(when),
  ];
  return { conflictsWith: [selector], when: comparisons.map(comparisonOf), conflictsWhen, reason };
}

/** In a list `"anything"` would be a type of that name, and hardly ever is meant to be: a list has no place for it. */
function typeTarget(type: unknown): unknown {
  if (type !== "anything") return { type };
  throw malformed(
    '\'anything\' stands in place of a list: write A: "anything"; for an event type of that name { type: "anything" }',
  );
}

function comparisonOf(comparison: unknown): unknown {
  if (typeof comparison !== "object" || comparison === null) return comparison;
  const { mine, theirs, ...more } = comparison as Loose;
  return { ...more, mine: pathOf(mine), theirs: pathOf(theirs) };
}

function pathOf(field: unknown): unknown {
  return typeof field === "string" ? field.split(".") : field;
}

function barrierDeclaration(barrier: unknown, scope: Scope = {}): unknown {
  const { except = [], conflicts, ...more } = Object.fromEntries(entriesOf(barrier, "a barrier"));
  const conflictsWith =
    conflicts === "anything" ? [ANYTHING] : Array.isArray(conflicts) ? conflicts.map(typeTarget) : conflicts;
  return { ...more, ...scope, incoming: { anythingExcept: except }, conflictsWith };
}

function* streamDeclarations(category: string, stream: unknown): Generator {
  const { rules, overrides, barriers, ...unknown } = Object.fromEntries(
    entriesOf(stream, `stream '${category}'`),
  );
  refuseUnknown(unknown, `stream '${category}'`);
  yield* declarationsOf(rules ?? {}, { category });
  yield* declarationsOf(overrides ?? {}, { category, override: true });
  for (const barrier of listOf(barriers)) yield barrierDeclaration(barrier, { category });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw malformed("barriers, on and when must be lists");
  return value;
}

/** The properties of a plain object; one with a prototype of its own has properties that would be overlooked. */
function entriesOf(value: unknown, what: string): readonly (readonly [string, unknown])[] {
  const prototype: unknown =
    typeof value === "object" && value !== null ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null) throw malformed(`${what} must be a plain object`);
  return Object.entries(value as Loose);
}

function refuseUnknown(unknown: object, what: string): void {
  const [key] = Object.keys(unknown);
  if (key !== undefined) throw malformed(`${what} has the unknown key '${key}'`);
}

function malformed(message: string): InvalidRulesError {
  return new InvalidRulesError([{ kind: "malformed", message, declarations: [], sources: [] }]);
}
