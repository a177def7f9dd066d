/** Conflict rules in TypeScript. The compiler checks names and payload fields. */

import type { Event, EventOfType, EventType, RecordedEvent } from "../events/event.ts";
import { InvalidRulesError } from "./invalid-rules-error.ts";
import type { ConflictRules } from "./conflict-rules.ts";
import { conflictRulesFrom } from "./conflict-rules-from.ts";
import type { RuleDeclaration } from "./declaration.ts";
import type { FieldOf, SharedField } from "./field-names.ts";
import type { ComparisonOperator, TypeSelector } from "./matcher.ts";

/** For each incoming type, what it conflicts with. A type that is left out conflicts with everything. */
export type RuleDefinitions<E extends Event> = {
  readonly [Type in EventType<E>]?: RuleDefinition<E, Type>;
};

/**
 * What an incoming type conflicts with: `"anything"`, or a list of targets that add up. A type with an empty list never
 * conflicts, however far behind the append is.
 */
export type RuleDefinition<E extends Event, Mine extends EventType<E>> =
  "anything" | readonly TargetDefinition<E, Mine>[];

/** One target of a rule: the name of a committed type, or an object for more precision. */
export type TargetDefinition<E extends Event, Mine extends EventType<E>> =
  | EventType<E>
  | { readonly [Theirs in EventType<E>]: TypeTarget<E, Mine, Theirs> }[EventType<E>]
  | AnythingExceptTarget<E>;

/** A committed type, with conditions on the two payloads. */
export interface TypeTarget<E extends Event, Mine extends EventType<E>, Theirs extends EventType<E>> {
  /** The committed type. */
  readonly type: Theirs;
  /** Conflicts only if these fields are equal in both payloads. Use a dot for a field of an object: `"room.id"`. */
  readonly on?: readonly SharedField<EventOfType<E, Mine>["data"], EventOfType<E, Theirs>["data"]>[];
  /** Conflicts only if all of these comparisons hold. */
  readonly when?: readonly {
    readonly mine: FieldOf<EventOfType<E, Mine>["data"]>;
    readonly operator: ComparisonOperator;
    readonly theirs: FieldOf<EventOfType<E, Theirs>["data"]>;
  }[];
  /**
   * Conflicts only if this pure, synchronous predicate returns true. It cannot run in the storage, and a merge that depends on
   * it cannot be re-checked from the log.
   */
  readonly conflictsWhen?: (
    incoming: Pick<EventOfType<E, Mine>, "type" | "data">,
    committed: RecordedEvent<EventOfType<E, Theirs>>,
  ) => boolean;
  /** Why the team wrote the rule. */
  readonly reason?: string;
}

/** Every committed type except some. */
export interface AnythingExceptTarget<E extends Event> {
  /** Not possible: the payload of an unknown type has no known fields. */
  readonly on?: never;
  /** Not possible either. */
  readonly when?: never;
  /** Not possible either. */
  readonly conflictsWhen?: never;
  /** The types that this target excludes. */
  readonly anythingExcept: readonly EventType<E>[];
  /** Why the team wrote the rule. */
  readonly reason?: string;
}

/** A barrier: incoming events of every type, or of every type except some, conflict with these committed types. */
export interface BarrierDefinition<E extends Event> {
  /** The incoming types that the barrier does not apply to. */
  readonly except?: readonly EventType<E>[];
  /** The committed types that all other incoming types conflict with. */
  readonly conflicts: "anything" | readonly EventType<E>[];
  /** Why the team wrote the rule. */
  readonly reason?: string;
}

/** Conflict rules for a union of events. */
export interface ConflictRulesDefinition<E extends Event> {
  /** For each incoming type, what it conflicts with. */
  readonly rules: RuleDefinitions<E>;
  /** Conflicts that are added for every incoming type, or for all but some. */
  readonly barriers?: readonly BarrierDefinition<E>[];
  /** Rules for the streams of one category, by category. */
  readonly streams?: Readonly<Record<string, StreamRulesDefinition<E>>>;
}

/** Conflict rules that apply only in the streams of one category. */
export interface StreamRulesDefinition<E extends Event> {
  /** For incoming types that have no rules outside this category, what each conflicts with. */
  readonly rules?: RuleDefinitions<E>;
  /** For incoming types that have rules outside this category, what replaces those rules here. */
  readonly overrides?: RuleDefinitions<E>;
  /** Conflicts that are added for every incoming type, or for all but some. */
  readonly barriers?: readonly BarrierDefinition<E>[];
}

/**
 * Defines conflict rules for a union of events. The compiler checks event names and payload fields.
 *
 * @throws InvalidRulesError (code `invalid-rules`) with every problem found.
 *
 * @example
 * ```ts
 * const rules = defineConflictRules<ClientEvent>({
 *   rules: {
 *     ClientValueUpgraded: ["ClientValueUpgraded", "ClientValueDowngraded"],
 *     MeetingNoteAdded: [],
 *     NotePinned: [{ type: "NotePinned", on: ["noteId"] }],
 *     ClientMerged: "anything",
 *   },
 * });
 * ```
 */
export function defineConflictRules<E extends Event = Event>(
  definition: ConflictRulesDefinition<E>,
): ConflictRules {
  const { rules, barriers, streams = {}, ...unknown } = propertiesOf(definition, "the definition");
  refuseUnknown(unknown, "the definition");
  const declarations = [
    ...ruleDeclarations(rules),
    ...listOf(barriers).map((barrier) => barrierDeclaration(barrier)),
    ...Object.entries(propertiesOf(streams, "streams")).flatMap(([category, stream]) => [
      ...streamDeclarations(category, stream),
    ]),
  ];
  return conflictRulesFrom(declarations as readonly RuleDeclaration[]);
}

const ANYTHING: TypeSelector = { anythingExcept: [] };

/** Definitions without their types, because a caller without a compiler can pass anything. */
type Loose = Readonly<Record<string, unknown>>;
type Scope = Pick<RuleDeclaration, "category" | "override">;

function* ruleDeclarations(definitions: unknown, scope: Scope = {}): Generator {
  for (const [type, definition] of Object.entries(propertiesOf(definitions, "rules"))) {
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

/** Refuses `"anything"` in a list: it would mean an event type of that name, which is hardly ever meant. */
function typeTarget(type: unknown): unknown {
  if (type !== "anything") return { type };
  throw malformed(
    '\'anything\' replaces the list: write A: "anything"; for an event type of that name { type: "anything" }',
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
  const { except = [], conflicts, ...more } = propertiesOf(barrier, "a barrier");
  const conflictsWith =
    conflicts === "anything" ? [ANYTHING] : Array.isArray(conflicts) ? conflicts.map(typeTarget) : conflicts;
  return { ...more, ...scope, incoming: { anythingExcept: except }, conflictsWith };
}

function* streamDeclarations(category: string, stream: unknown): Generator {
  const { rules, overrides, barriers, ...unknown } = propertiesOf(stream, `stream '${category}'`);
  refuseUnknown(unknown, `stream '${category}'`);
  yield* ruleDeclarations(rules ?? {}, { category });
  yield* ruleDeclarations(overrides ?? {}, { category, override: true });
  for (const barrier of listOf(barriers)) yield barrierDeclaration(barrier, { category });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw malformed("barriers, on and when must be lists");
  return value;
}

/** A copy of a plain object. Any other object could have properties in its prototype, which a copy would miss. */
function propertiesOf(value: unknown, what: string): Loose {
  const prototype: unknown =
    typeof value === "object" && value !== null ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null) throw malformed(`${what} must be a plain object`);
  return { ...(value as Loose) };
}

function refuseUnknown(unknown: object, what: string): void {
  const [key] = Object.keys(unknown);
  if (key !== undefined) throw malformed(`${what} has the unknown key '${key}'`);
}

function malformed(message: string): InvalidRulesError {
  return new InvalidRulesError([{ kind: "malformed", message, declarations: [], types: [], sources: [] }]);
}
