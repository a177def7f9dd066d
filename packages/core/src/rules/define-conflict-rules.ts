/** Conflict rules written in TypeScript, with names and payload fields checked by the compiler. */

import type { Event, EventOfType, EventType, RecordedEvent } from "../events/event.ts";
import type { ConflictRules } from "./conflict-rules.ts";
import { conflictRulesFrom } from "./conflict-rules-from.ts";
import type { Comparison, ConflictPredicate, RuleDeclaration } from "./declaration.ts";
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
  return (definitions, { barriers = [], streams = {} } = {}) =>
    conflictRulesFrom([
      ...declarationsOf(definitions),
      ...barriers.map((barrier) => barrierDeclaration(barrier)),
      ...Object.entries(streams).flatMap(([category, stream]) => [
        ...declarationsOf(stream.rules ?? {}, { category }),
        ...declarationsOf(stream.overrides ?? {}, { category, override: true }),
        ...(stream.barriers ?? []).map((barrier) => ({ ...barrierDeclaration(barrier), category })),
      ]),
    ]);
}

const ANYTHING: TypeSelector = { anythingExcept: [] };

/** The definitions once their types have done their work. */
type LooseTarget =
  | string
  | (TypeSelector & {
      readonly on?: readonly string[];
      readonly when?: readonly {
        readonly mine: string;
        readonly operator: ComparisonOperator;
        readonly theirs: string;
      }[];
      readonly conflictsWhen?: ConflictPredicate;
      readonly reason?: string;
    });

type Scope = Pick<RuleDeclaration, "category" | "override">;

function declarationsOf(definitions: object, scope: Scope = {}): readonly RuleDeclaration[] {
  return Object.entries(definitions as Readonly<Record<string, "anything" | readonly LooseTarget[]>>).flatMap(
    ([type, definition]) => {
      const subject = { ...scope, incoming: { type } };
      if (definition === "anything") return [{ ...subject, conflictsWith: [ANYTHING] }];
      if (!Array.isArray(definition) || definition.length === 0) {
        return [{ ...subject, conflictsWith: definition as readonly TypeSelector[] }];
      }
      return definition.map((target: LooseTarget) => ({ ...subject, ...targetDeclaration(target) }));
    },
  );
}

function targetDeclaration(target: LooseTarget): Pick<RuleDeclaration, "conflictsWith" | "when"> {
  if (typeof target !== "object") return { conflictsWith: [{ type: target }] };
  const { on = [], when = [], conflictsWhen, reason, ...selector } = target;
  return {
    conflictsWith: [selector],
    when: [...on.map((field) => sameField(field)), ...when.map((comparison) => comparisonOf(comparison))],
    ...(conflictsWhen && { conflictsWhen }),
    ...(reason !== undefined && { reason }),
  };
}

function sameField(field: string): Comparison {
  return { mine: pathOf(field), operator: "=", theirs: pathOf(field) };
}

function comparisonOf({
  mine,
  operator,
  theirs,
}: {
  mine: string;
  operator: ComparisonOperator;
  theirs: string;
}) {
  return { mine: pathOf(mine), operator, theirs: pathOf(theirs) };
}

function pathOf(field: string): readonly string[] {
  return field.split(".");
}

function barrierDeclaration<E extends Event>(barrier: BarrierDefinition<E>): RuleDeclaration {
  const { except = [], conflicts, reason } = barrier;
  return {
    incoming: { anythingExcept: except },
    conflictsWith: conflicts === "anything" ? [ANYTHING] : conflicts.map((type) => ({ type })),
    ...(reason !== undefined && { reason }),
  };
}
