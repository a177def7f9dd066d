/** Elements of XML as text. Whatever a value holds, it cannot end its element or begin another one. */

import { printable } from "../../../printable.ts";

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

/** Characters that XML cannot hold are replaced, and those that have a meaning in it are escaped. */
function escaped(line: string): string {
  return printable(line)
    .replaceAll(/[\uFFFE\uFFFF]/g, "\u{FFFD}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
