/** Upcasters: how events that were stored in the past are read today. */

import type { Event, RecordedEvent } from "../events/event.ts";
import type { FieldPath } from "../rules/matcher.ts";

/**
 * How stored events are read today. A *stored type* is the name of an event in the log; its *type* is today's name. The value
 * is immutable. Create it with `defineUpcasters`.
 */
export interface Upcasters<E extends Event = Event> {
  /** The stored types that are read as something else, by name. All others are read as they are. */
  readonly storedTypes: ReadonlyMap<string, StoredType>;
  /** The stored type under which each of today's types is written, if it is not its own name. */
  readonly storedAs: ReadonlyMap<string, string>;
  /** For the compiler only. */
  readonly "~events"?: E | undefined;
}

/** A stored type that is read as something else. */
export interface StoredType {
  /** Its name in the log. */
  readonly type: string;
  /** The types that its events can be read as, by name. None if its events disappear. */
  readonly outcomes: ReadonlyMap<string, StoredFields>;
  /** How its events change; null if only the name does. */
  readonly step: UpcastStep | null;
}

/**
 * Where the fields of today's payload were stored: `"same"` if the payload is unchanged; otherwise by the key of the field. The
 * place of any other field is unknown.
 */
export type StoredFields = "same" | ReadonlyMap<string, FieldPath>;

/** One step from a stored type to the next ones. */
export interface UpcastStep {
  /** The types of the next events, and where their fields were stored. */
  readonly becomes: ReadonlyMap<string, ReadonlyMap<string, FieldPath>>;
  /** What the user wrote. It is pure. */
  readonly upcast: (event: RecordedEvent) => unknown;
}

/** Marks upcasters in every loaded copy of the package. A copy made with `...` does not have the mark. */
const UPCASTERS = Symbol.for("truce.upcasters");

/** Marks upcasters as checked. */
export function markUpcasters<E extends Event>(upcasters: Upcasters<E>): Upcasters<E> {
  return Object.freeze(Object.defineProperty(upcasters, UPCASTERS, { value: true }));
}

/** Whether a value comes from `defineUpcasters`, of any loaded copy of the package. */
export function isUpcasters(value: unknown): value is Upcasters {
  return typeof value === "object" && value !== null && Object.hasOwn(value, UPCASTERS);
}

/** The key of a field. */
export function fieldKey(path: FieldPath): string {
  return JSON.stringify(path);
}

/** Where a field was stored; undefined if that is not known. */
export function storedPlace(fields: StoredFields, path: FieldPath): FieldPath | undefined {
  return fields === "same" ? path : fields.get(fieldKey(path));
}

/** The stored type under which a type is written today. */
export function storedTypeOf(upcasters: Upcasters | null, type: string): string {
  return upcasters?.storedAs.get(type) ?? type;
}

/**
 * What is wrong with a name, as the rest of a sentence; undefined if it can be one of today's types. It cannot be if it is
 * only the name of a stored type, because no event has that type any more.
 */
export function staleTypeProblem(upcasters: Upcasters | null, type: string): string | undefined {
  const stored = upcasters?.storedTypes.get(type);
  if (!stored || upcasters?.storedAs.has(type)) return undefined;
  const today = [...stored.outcomes.keys()].map((outcome) => `'${outcome}'`);
  return today.length === 0
    ? `is '${type}', a stored type whose events are not read any more`
    : `is '${type}', a stored type that is read as ${today.join(" or ")}: use that name`;
}
