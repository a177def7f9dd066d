/** The compiler checks rules against a union of events, if it knows the names in the rules. */

import type { Event, EventType } from "../events/event.ts";
import type { ConflictRules, ConflictRulesNames } from "./conflict-rules.ts";
import type { FieldOf } from "./field-names.ts";

/**
 * The rules that a store for these events accepts: any rules, except that rules from a module of `truce build` are accepted
 * only if the union has every event type that they name and its payloads have every field that they compare.
 *
 * @example
 * ```ts
 * type NoteEvent = Event<"NotePinned", { noteId: string }>;
 * const built: NamedConflictRules<"NotePinned", "NotePinned on noteId"> = rules;
 * const checked: ConflictRulesFor<NoteEvent> = built;
 * ```
 */
export type ConflictRulesFor<E extends Event> = ConflictRules & {
  /** For the compiler only. */
  readonly "~names"?: ConflictRulesNames<EventType<E>, NamedField<E>> | undefined;
};

/** The fields of the payloads of these events that rules can compare, each as `NotePinned on noteId`. */
export type NamedField<E extends Event> = E extends unknown
  ? `${EventType<E>} on ${FieldOf<E["data"]>}`
  : never;
