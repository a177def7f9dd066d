/** Reads a field of a payload for a comparison. */

import type { JsonObject, JsonValue } from "@truce/core";
import { scalarAt, type FieldPath } from "@truce/core/rules";
import type { EventInQuestion, FieldReading } from "./explanation.ts";

/** The value of an event's field. */
export function readField({ data }: EventInQuestion, path: FieldPath): FieldReading {
  if (data === undefined) return { kind: "unknown" };
  const value = scalarAt(data, path);
  return value === undefined ? { kind: "in-doubt", because: doubtAt(data, path) } : { kind: "value", value };
}

/** Why the value is not a comparable scalar. */
function doubtAt(data: JsonValue, path: FieldPath): Extract<FieldReading, { kind: "in-doubt" }>["because"] {
  let value: JsonValue = data;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return "missing";
    value = value[key] as JsonValue;
  }
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : "a number beyond 2^53";
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
