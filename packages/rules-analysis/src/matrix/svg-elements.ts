/** Elements of SVG as text. Texts are escaped, so they cannot end their element or begin another. */

import { printable } from "@truce/rules-dsl/notation";

/** The attributes of an element. Only this package writes them. Values from outside are always content. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An element with text in it, or an empty one. */
export function element(name: string, attributes: Attributes, text?: string): string {
  const start = `<${name}${attributesOf(attributes)}`;
  return text === undefined ? `${start}/>\n` : `${start}>${escaped(text)}</${name}>\n`;
}

/** A line of text with a tooltip. */
export function svgText(attributes: Attributes, text: string, hint?: string): string {
  const title = hint === undefined || hint === text ? "" : `<title>${escaped(hint)}</title>`;
  return `<text${attributesOf(attributes)} xml:space="preserve">${escaped(text)}${title}</text>\n`;
}

/** Writes attributes. */
export function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
}

/** Replaces characters that XML does not allow, and escapes its special characters. */
function escaped(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line))
    .join("\n")
    .replaceAll(/[\uFFFE\uFFFF]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
