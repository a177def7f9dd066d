/** Payloads and the fields of a form. Nested fields have dots: `to.room`. */

import type { JsonObject, JsonValue } from "@truce/core";

/** A field and its value. */
export type FieldValue = readonly [field: string, value: string];

/** A payload with the given values: `[["to.room", "Oak"]]` is `{ to: { room: "Oak" } }`. Empty values are left out. */
export function dataFrom(values: readonly FieldValue[]): JsonObject {
  const present = values.filter(([, value]) => value !== "");
  const byKey = Map.groupBy(present, ([field]) => field.split(".", 1)[0] ?? "");
  const entries = [...byKey].map(([key, group]): [string, JsonValue] => {
    const inner = group
      .filter(([field]) => field !== key)
      .map(([field, value]): FieldValue => [field.slice(key.length + 1), value]);
    return [key, inner.length > 0 ? dataFrom(inner) : (group[0]?.[1] ?? "")];
  });
  return Object.fromEntries<JsonValue>(entries);
}

/** The values in a payload, for people to read. */
export function valuesIn(data: JsonValue, field = ""): readonly FieldValue[] {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return [[field, String(data)]];
  return Object.entries(data).flatMap(([key, value]) =>
    valuesIn(value, field === "" ? key : `${field}.${key}`),
  );
}
