/**
 * Matchers: plain data that describes which committed events conflict.
 *
 * Conflict rules applied to an incoming event leave a list of matchers. A storage adapter sees only these matchers, so a
 * rule means the same in every adapter, and the check can run inside a database.
 */

import { isJsonObject, type JsonScalar, type JsonValue } from "../events/json.ts";

/** A path in a payload: the keys from the root down. It never leads into an array. */
export type FieldPath = readonly string[];

/** How two scalars are compared. */
export type ComparisonOperator = "=" | "!=";

/** A scalar that can be compared exactly: not null, and not a number beyond 2^53. */
export type ComparableScalar = string | number | boolean;

/** A comparison of a committed event's field with a value from the incoming event. */
export interface FieldComparison {
  /** The field in the committed event's payload. */
  readonly path: FieldPath;
  /** How the field and the value are compared. */
  readonly operator: ComparisonOperator;
  /** The value of the incoming event's field. */
  readonly value: ComparableScalar;
}

/** Selects event types: one type, or all except those listed. */
export type TypeSelector =
  | { readonly type: string; readonly anythingExcept?: never }
  | { readonly anythingExcept: readonly string[]; readonly type?: never };

/** Matches committed events of a selected type for which every comparison holds or is in doubt. */
export type Matcher = TypeSelector & {
  /** All of them must hold. With an empty list the matcher matches every payload. */
  readonly where: readonly FieldComparison[];
};

/** The part of an event that matching needs. */
export interface MatchableEvent {
  /** The event type. */
  readonly type: string;
  /** The payload. */
  readonly data: JsonValue;
}

/**
 * Whether a committed event matches. This is the reference for every adapter. An adapter that evaluates matchers elsewhere,
 * for example in SQL, may match more events than this function, but never fewer.
 */
export function matches(matcher: Matcher, committed: MatchableEvent): boolean {
  if (!selectsType(matcher, committed.type)) return false;
  for (const { path, operator, value } of matcher.where) {
    if (!compareScalars(value, operator, scalarAt(committed.data, path))) return false;
  }
  return true;
}

/**
 * Whether a selector selects an event type. Names are compared exactly, without case folding or normalisation.
 *
 * @example
 * ```ts
 * selectsType({ anythingExcept: ["NoteRead"] }, "NotePinned"); // true
 * ```
 */
export function selectsType(selector: TypeSelector, type: string): boolean {
  return selector.type === undefined ? !selector.anythingExcept.includes(type) : selector.type === type;
}

/**
 * The scalar at a path; undefined if a comparison with it is in doubt. That is so if the field is missing, null, an object or
 * an array, or a number beyond 2^53, which other programs may store with more digits than a double has.
 *
 * @example
 * ```ts
 * scalarAt({ room: { id: "r1" } }, ["room", "id"]); // "r1"
 * ```
 */
export function scalarAt(data: JsonValue, path: FieldPath): ComparableScalar | undefined {
  let value: JsonValue = data;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key] as JsonValue;
  }
  return isComparable(value) ? value : undefined;
}

function isComparable(value: JsonValue): value is ComparableScalar & JsonScalar {
  if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return typeof value === "string" || typeof value === "boolean";
}

/**
 * Compares two scalars exactly. Scalars of different types are unequal. If one is undefined, the comparison is in doubt and
 * holds, so that the rule conflicts.
 *
 * @example
 * ```ts
 * compareScalars("r1", "=", scalarAt(event.data, ["room", "id"])); // true if the event has no such field
 * ```
 */
export function compareScalars(
  left: ComparableScalar | undefined,
  operator: ComparisonOperator,
  right: ComparableScalar | undefined,
): boolean {
  if (left === undefined || right === undefined) return true;
  return operator === "=" ? left === right : left !== right;
}
