/** Values as text, for comparisons and failure messages: two values are equal if their texts are. */

import type { Event } from "@truce/core";

/**
 * An event as text: its type, its payload, and what else it has.
 *
 * @example
 * ```text
 * SlotBooked {
 *   by: "Ann"
 *   slot: "09:00"
 * }
 * ```
 */
export function printedEvent({ type, data, ...rest }: Event): string {
  return [
    `${nameText(type)} ${printed(data)}`,
    ...entriesOf(rest).map(([key, value]) => `  with ${nameText(key)} ${printed(value, "  ")}`),
  ].join("\n");
}

/**
 * A value as text, with its keys in alphabetical order. As in a store, a property that is undefined counts as absent, and
 * -0 as 0. The order of a Map or a Set does not matter. Private fields of class instances are not visible.
 *
 * @param indent - What the lines after the first one begin with.
 */
export function printed(value: unknown, indent = "", above: readonly object[] = []): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `function ${value.name}`;
  // String(-0) is "0".
  if (typeof value !== "object" || value === null) return String(value);
  if (above.includes(value)) return "(contains itself)";

  const part = (inner: unknown): string => printed(inner, `${indent}  `, [...above, value]);
  const block = (open: string, lines: readonly string[], close: string): string =>
    lines.length === 0
      ? open + close
      : [open, ...lines.map((line) => `${indent}  ${line}`), `${indent}${close}`].join("\n");
  const properties = (): readonly string[] =>
    entriesOf(value).map(([key, inner]) => `${nameText(key)}: ${part(inner)}`);

  if (Array.isArray(value)) return block("[", Array.from(value, part), "]");
  if (value instanceof Map) {
    const entries = Array.from(value as ReadonlyMap<unknown, unknown>, ([key, inner]) => [
      part(key),
      part(inner),
    ]);
    return block("Map {", entries.map((entry) => entry.join(" => ")).toSorted(), "}");
  }
  if (value instanceof Set)
    return block("Set {", Array.from(value as ReadonlySet<unknown>, part).toSorted(), "}");
  const name = classOf(value);
  if (value instanceof Error) return block(`${name} ${JSON.stringify(value.message)} {`, properties(), "}");
  if (name === undefined) return block("{", properties(), "}");
  if (hasJson(value)) return `${name} ${part(value.toJSON())}`;
  if (value instanceof RegExp) return `${name} ${value}`;
  return block(`${name} {`, properties(), "}");
}

/** A Date, for example. */
function hasJson(value: object): value is { toJSON(): unknown } {
  return "toJSON" in value && typeof value.toJSON === "function";
}

/** In alphabetical order, without those that are undefined. */
function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
}

/** A name without quotes if it is a name in code too. */
function nameText(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}

/** Undefined for plain objects. */
function classOf(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return undefined;
  const { name } = value.constructor;
  return name === "" ? "(a class without a name)" : name;
}
