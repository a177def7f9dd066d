/** Copies a value as JSON. It refuses values that JSON would change, because the store must return what was appended. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { JsonObject, JsonValue } from "../events/json.ts";

/** The maximum nesting of arrays and objects. Every database accepts it. */
export const MAX_NESTING = 64;

const CONVERT = "convert it to plain JSON first";

/**
 * A copy of the value as plain JSON. Properties that are undefined are left out, -0 becomes 0, and each getter is read once.
 * The caller cannot change the copy.
 *
 * @param path - The place of the value, for the error.
 * @param maxBytes - The copy stops as soon as its JSON is certain to be longer. A small object can refer to another many
 * times, and so become a huge text.
 * @throws InvalidInputError at the first place that JSON would change.
 */
export function toJson(value: unknown, path: string, maxBytes = Infinity): JsonValue {
  return copy(value, { root: path, keys: [], objects: [], left: maxBytes, maxBytes });
}

/** The path from the root to the value that is being copied. It becomes text only for an error. */
interface Trail {
  readonly root: string;
  readonly keys: (string | number)[];
  readonly objects: object[];
  /** How many bytes are left. Each value uses up at least as many as are subtracted for it. */
  left: number;
  readonly maxBytes: number;
}

function copy(value: unknown, trail: Trail): JsonValue {
  spend(1, trail);
  switch (typeof value) {
    case "string":
      checkText(value, trail);
      return value;
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) return refuse(trail, `is ${value}, which JSON cannot represent`);
      return value === 0 ? 0 : value;
    case "object":
      return value === null ? null : copyObject(value, trail);
    case "undefined":
      return refuse(trail, "is undefined, which JSON cannot represent: leave it out, or use null");
    default:
      return refuse(trail, `is a ${typeof value}, which JSON cannot represent`);
  }
}

function copyObject(value: object, trail: Trail): JsonValue {
  if (trail.objects.includes(value)) return refuse(trail, "refers back to itself: JSON has no cycles");
  if (trail.objects.length === MAX_NESTING) {
    return refuse(trail, `is nested more than ${MAX_NESTING} levels deep`);
  }
  trail.objects.push(value);
  const copied = Array.isArray(value) ? copyArray(value, trail) : copyRecord(value, trail);
  trail.objects.pop();
  return copied;
}

function copyArray(array: readonly unknown[], trail: Trail): readonly JsonValue[] {
  // Array.prototype is an array in every realm; the prototype of a subclass is not.
  if (!Array.isArray(Object.getPrototypeOf(array)))
    return refuse(trail, `is ${describeClass(array)}: ${CONVERT}`);
  // The own keys of an array are its indexes and `length`. JSON would lose any other key.
  if (Reflect.ownKeys(array).length > array.length + 1) {
    return refuse(trail, "is an array with named properties, which JSON would lose");
  }
  // By index: an array can have an iterator of its own, and a hole counts as undefined.
  return Array.from({ length: array.length }, (_, index) => copyAt(index, array[index], trail));
}

function copyRecord(record: object, trail: Trail): JsonObject {
  if (!isPlainObject(record)) {
    return refuse(trail, `is ${describeClass(record)}: ${CONVERT}`);
  }
  if (Object.getOwnPropertySymbols(record).length > 0) {
    return refuse(trail, "has a symbol among its keys, which JSON would lose");
  }
  const result: Record<string, JsonValue> = {};
  for (const key of Object.keys(record)) {
    const value = (record as Readonly<Record<string, unknown>>)[key];
    if (value !== undefined) setOwn(result, key, copyAt(key, value, trail));
  }
  return result;
}

/** Sets an ordinary property. An assignment to `__proto__` would set the prototype instead. */
function setOwn(record: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key === "__proto__") {
    Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    record[key] = value;
  }
}

function copyAt(key: string | number, value: unknown, trail: Trail): JsonValue {
  trail.keys.push(key);
  if (typeof key === "string") checkText(key, trail);
  const copied = copy(value, trail);
  trail.keys.pop();
  return copied;
}

function spend(bytes: number, trail: Trail): void {
  trail.left -= bytes;
  if (trail.left < 0)
    refuse(trail, `makes the event larger than the limit of ${trail.maxBytes} bytes of JSON`);
}

function checkText(text: string, trail: Trail): void {
  spend(text.length, trail);
  if (!text.isWellFormed()) refuse(trail, "has a lone surrogate, which is not valid Unicode");
  if (text.includes("\0")) refuse(trail, "has the character U+0000, which databases cannot store");
}

function refuse(trail: Trail, problem: string): never {
  throw new InvalidInputError(trail.root + trail.keys.map(keyText).join(""), problem);
}

/** A key as it is written after the object in code: `.key`, `[0]` or `["a key"]`. */
export function keyText(key: string | number): string {
  const isIdentifier = typeof key === "string" && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key);
  return isIdentifier ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Plain objects of other realms (frames, contexts) are plain too. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return (
    typeof prototype === "object" &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "isPrototypeOf")
  );
}

function describeClass(value: object): string {
  const name: unknown = (value.constructor as { readonly name?: unknown } | undefined)?.name;
  return typeof name === "string" && name !== "" ? `an instance of ${name}` : "an instance of a class";
}
