/** Writes values as TypeScript source text, safely for any value. */

/** Characters that could end a script, a comment or a line, and invisible ones. */
const HOSTILE = /[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029\uFEFF]|<(?=[/!])|\*(?=\/)/gu;

/** A JSON string literal with printable characters only. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text).replaceAll(
    HOSTILE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A JSON value on one line, for objects whose keys are identifiers: `{ type: "A", tags: [] }`. */
export function valueLiteral(value: unknown): string {
  if (typeof value === "string") return stringLiteral(value);
  if (Array.isArray(value)) return `[${value.map(valueLiteral).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const properties = Object.entries(value).map(([key, item]) => `${key}: ${valueLiteral(item)}`);
  return `{ ${properties.join(", ")} }`;
}

/** Text for a comment to the end of the line. */
export function commentText(text: string): string {
  return stringLiteral(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("\\\\", "\\");
}
