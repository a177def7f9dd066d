/** XML elements as text. Values are escaped, so they cannot end their element or begin another one. */

import { printable } from "../../../base/printable.ts";

/** An element with its line break. @param content - Text, or elements. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: string | readonly string[],
): string {
  const start = `<${name}${Object.entries(attributes).map(attribute).join("")}`;
  if (content.length === 0) return `${start}/>\n`;
  const inside =
    typeof content === "string" ? content.split("\n").map(escaped).join("\n") : `\n${content.join("")}`;
  return `${start}>${inside}</${name}>\n`;
}

function attribute([name, value]: readonly [string, string | number]): string {
  return ` ${name}="${escaped(String(value).replaceAll(/\s+/g, " "))}"`;
}

/** Replaces the characters that XML cannot hold, and escapes those with a meaning in XML. */
function escaped(line: string): string {
  return printable(line)
    .replaceAll(/[\uFFFE\uFFFF]/g, "\u{FFFD}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
