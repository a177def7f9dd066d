/** Upcasters in TypeScript. The compiler checks names, payloads and fields. */

import type { Event, EventOfType, EventType, RecordedEvent } from "../events/event.ts";
import type { FieldOf } from "../rules/field-names.ts";
import { InvalidUpcastersError } from "./invalid-upcasters-error.ts";
import { findOutcomes } from "./outcomes.ts";
import { readDefinitions } from "./read-definitions.ts";
import { markUpcasters, type Upcasters } from "./upcasters.ts";

/** For each stored type that is read as something else, how. */
export type UpcasterDefinitions<Today extends Event, Stored extends Event> = {
  readonly [Type in EventType<Stored>]:
    | UpcasterDefinition<EventOfType<Stored, Type>, NextEvent<Today, Stored>>
    | RenamedDefinition<Today, EventOfType<Stored, Type>>;
};

/** How the events of one stored type become others. */
export interface UpcasterDefinition<From extends Event, Next extends Event> {
  /**
   * Every type that an event can become: today's types, or newer stored types that have upcasters of their own. An empty list:
   * the events disappear.
   *
   * `fields` says where the fields of the next payload were stored, for fields that keep their value. Conflict rules can
   * compare only these fields of a stored event. A rule that compares any other field is in doubt, so it conflicts.
   */
  readonly becomes: readonly NextType<From, Next>[];
  /**
   * The events that a stored event is read as: one, several in their order, or an empty list. It must be pure. They have the
   * id, version and position of the stored event, and its metadata unless they have their own.
   */
  readonly upcast: (event: RecordedEvent<From>) => UpcastEvent<Next> | readonly UpcastEvent<Next>[];
  /** Not possible. */
  readonly stores?: never;
}

/** A type that an event can become, and where its fields were stored. */
type NextType<From extends Event, Next extends Event> = Next extends unknown
  ? | EventType<Next>
    | {
        readonly type: EventType<Next>;
        readonly fields?: { readonly [Field in FieldOf<Next["data"]>]?: FieldOf<From["data"]> };
      }
  : never;

/** An event as an upcaster returns it. */
type UpcastEvent<Next extends Event> = Next extends unknown
  ? Readonly<Pick<Next, "type" | "data"> & { metadata?: Next["metadata"] }>
  : never;

/** A stored type that has the payload of one of today's types, but not its name. */
interface RenamedDefinition<Today extends Event, From extends Event> {
  /** Today's type. Its events are written under the name of the stored type. */
  readonly stores: SameData<Today, From>;
  /** Not possible. */
  readonly becomes?: never;
  /** Not possible either. */
  readonly upcast?: never;
}

/** The types of today's events that have the same payload as a stored event. */
type SameData<Today extends Event, From extends Event> = Today extends unknown
  ? Today["data"] extends From["data"]
    ? From["data"] extends Today["data"]
      ? EventType<Today>
      : never
    : never
  : never;

/** What an upcaster can lead to. A name that is also the name of a stored type is always that stored type. */
type NextEvent<Today extends Event, Stored extends Event> =
  Stored | Exclude<Today, { readonly type: EventType<Stored> }>;

/**
 * Defines how events that were stored in the past are read today, by stored type. Each step leads to today's types, or to
 * newer stored types that have steps of their own. So a step that was written once never changes.
 *
 * If the payload of a type changes, its events must be written under a new name, so that the old ones can be recognised:
 * `"NotePinned@2": { stores: "NotePinned" }`.
 *
 * @throws InvalidUpcastersError (code `invalid-upcasters`) with every problem found.
 *
 * @example
 * ```ts
 * type StoredEvent =
 *   | Event<"ClientUpgraded", { value: number }>
 *   | Event<"NotePinned", { note: string }>
 *   | Event<"NotePinned@2", { noteId: string }>;
 * const upcasters = defineUpcasters<ClientEvent, StoredEvent>({
 *   ClientUpgraded: {
 *     becomes: [{ type: "ClientValueUpgraded", fields: { to: "value" } }],
 *     upcast: ({ data }) => ({ type: "ClientValueUpgraded", data: { to: data.value } }),
 *   },
 *   NotePinned: {
 *     becomes: [{ type: "NotePinned@2", fields: { noteId: "note" } }],
 *     upcast: ({ data }) => ({ type: "NotePinned@2", data: { noteId: data.note } }),
 *   },
 *   "NotePinned@2": { stores: "NotePinned" },
 * });
 * ```
 */
export function defineUpcasters<Today extends Event = Event, Stored extends Event = Event>(
  definitions: UpcasterDefinitions<Today, Stored>,
): Upcasters<Today> {
  const { definitions: read, problems } = readDefinitions(definitions);
  if (problems.length > 0) throw new InvalidUpcastersError(problems);
  const storedAs = new Map(
    [...read].flatMap(([type, { stores }]) => (stores === null ? [] : [[stores, type]])),
  );
  return markUpcasters<Today>({ storedTypes: findOutcomes(read), storedAs });
}
