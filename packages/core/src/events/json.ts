/** JSON values: what payloads and metadata are made of. */

/** A JSON string, number, boolean or null. */
export type JsonScalar = string | number | boolean | null;

/** Any JSON value. Deeply read-only: callers must not change what a store returns. */
export type JsonValue = JsonScalar | readonly JsonValue[] | JsonObject;

/** A JSON object. `__proto__` is an ordinary key. */
export interface JsonObject {
  /** Any key, with a JSON value. */
  readonly [key: string]: JsonValue;
}

/** True for JSON objects; false for arrays, scalars and null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Whether two JSON values are equal. The order of keys does not matter, and numbers are compared by value.
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
