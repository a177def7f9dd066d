/**
 * Matchers: plain data that says which committed events count.
 *
 * Conflict rules applied to an incoming event leave a list of matchers. They are all that a storage adapter ever sees
 * of the rules, so a rule means the same everywhere and the check can run inside a database.
 */

import { isJsonObject, type JsonScalar, type JsonValue } from "../events/json.ts";

/** A place in a payload: the keys from the payload's root down. Arrays are never walked into. */
export type FieldPath = readonly string[];

/** How two scalars are compared. */
export type ComparisonOperator = "=" | "!=";

/** A scalar that can be compared exactly: neither null nor a number beyond 2^53. */
export type ComparableScalar = string | number | boolean;

/** One comparison of a committed event's field with a value that came from the incoming event. */
export interface FieldComparison {
  /** The field in the committed event's payload. */
  readonly path: FieldPath;
  /** How the field and the value are compared. */
  readonly operator: ComparisonOperator;
  /** What the incoming event's field held. */
  readonly value: ComparableScalar;
}

/** Which event types count: one, or all except those listed. */
export type TypeSelector =
  | { readonly type: string; readonly anythingExcept?: never }
  | { readonly anythingExcept: readonly string[]; readonly type?: never };

/** Matches the committed events whose type is selected and for which every comparison holds, or is in doubt. */
export type Matcher = TypeSelector & {
  /** All of them must hold; an empty list always does. */
  readonly where: readonly FieldComparison[];
};

/** What matching needs to know of a committed event. */
export interface MatchableEvent {
  /** The event type. */
  readonly type: string;
  /** The payload. */
  readonly data: JsonValue;
}

/**
 * Whether a committed event matches. The reference for every adapter: one that evaluates matchers elsewhere (in SQL,
 * say) may match more events than this function, never fewer.
 */
export function matches(matcher: Matcher, committed: MatchableEvent): boolean {
  return (
    selectsType(matcher, committed.type) &&
    matcher.where.every(({ path, operator, value }) =>
      compareScalars(value, operator, scalarAt(committed.data, path)),
    )
  );
}

/**
 * Whether a selector selects an event type. Names are compared code point by code point.
 *
 * @example
 * ```ts
 * selectsType({ anythingExcept: ["NoteRead"] }, "NotePinned"); // true
 * ```
 */
export function selectsType(selector: TypeSelector, type: string): boolean {
  return "type" in selector ? selector.type === type : !selector.anythingExcept.includes(type);
}

/**
 * The scalar at a path, or undefined where the comparison would be in doubt: the field is missing, null, an object or
 * array, or a number beyond 2^53 (which other programs may hold with more digits than a double has).
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
 * Compares exactly: different types of scalar are unequal, and in doubt (undefined on a side) the comparison holds,
 * so that the rule conflicts.
 *
 * @example
 * ```ts
 * compareScalars("r1", "=", scalarAt(event.data, ["room", "id"])); // true where the event has no such field
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
