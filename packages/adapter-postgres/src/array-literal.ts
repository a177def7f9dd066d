/** Lists as array literals of PostgreSQL, so that every driver sends them as text and only the server parses them. */

/**
 * @example
 * ```ts
 * arrayLiteral(["a", null, 'say "hi"']); // '{"a",NULL,"say \\"hi\\""}'
 * ```
 */
export function arrayLiteral(items: readonly (string | number | null)[]): string {
  let literal = "{";
  for (const item of items) {
    if (literal.length > 1) literal += ",";
    if (item === null) literal += "NULL";
    else if (typeof item === "number") literal += item;
    else literal += `"${SPECIAL.test(item) ? item.replace(ALL_SPECIAL, "\\$&") : item}"`;
  }
  return `${literal}}`;
}

const SPECIAL = /["\\]/;
const ALL_SPECIAL = /["\\]/g;
