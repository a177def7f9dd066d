/** How text for people is marked up. The renderers know no colours: whoever prints knows what the terminal can show. */

/** Marks up a piece of text. It may add what is not seen, such as escape sequences, and nothing else. */
export type Markup = (text: string) => string;

/** What can be marked up, by what it means. */
export interface TextStyle {
  /** Names and headings. */
  readonly strong: Markup;
  /** What is there for completeness. */
  readonly dim: Markup;
  /** What conflicts, or is an error. */
  readonly conflict: Markup;
  /** What is compatible. */
  readonly compatible: Markup;
  /** What depends on the payloads, is in doubt, or asks for attention, as a warning does. */
  readonly depends: Markup;
}

const asItIs: Markup = (text) => text;

/** No markup at all. */
const PLAIN: TextStyle = {
  strong: asItIs,
  dim: asItIs,
  conflict: asItIs,
  compatible: asItIs,
  depends: asItIs,
};

/** A whole style; what is not given is not marked up. */
export function styleFrom(style: Partial<TextStyle> = {}): TextStyle {
  return { ...PLAIN, ...style };
}
