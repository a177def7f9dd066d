/** What JSON can carry: the only values that payloads and metadata are made of. */

/** A scalar of JSON. */
export type JsonScalar = string | number | boolean | null;

/** Any value of JSON, deeply read-only: what a store hands back is nobody's to change. */
export type JsonValue = JsonScalar | readonly JsonValue[] | JsonObject;

/** An object of JSON. `__proto__` is an ordinary key of it. */
export interface JsonObject {
  /** Any key, with a value of JSON. */
  readonly [key: string]: JsonValue;
}

/** True for objects of JSON, as opposed to arrays, scalars and null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Whether two values are the same JSON: the order of keys does not count, numbers are compared by value.
 *
 * @example
 * ```ts
 * jsonEquals({ a: 1, b: [2] }, { b: [2], a: 1 }); // true
 * ```
 */
export function jsonEquals(left: JsonValue, right: JsonValue): boolean {
  if (left === right) return true;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => jsonEquals(item as JsonValue, right[index] as JsonValue));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every(
    (key) => Object.hasOwn(right, key) && jsonEquals(left[key] as JsonValue, right[key] as JsonValue),
  );
}
