/** Markup of text. Renderers know no colours, because only the caller knows what the terminal can show. */

/** Marks up a piece of text. It may add only invisible characters, such as escape sequences. */
export type Markup = (text: string) => string;

/** Markup by meaning. */
export interface TextStyle {
  /** Names and headings. */
  readonly strong: Markup;
  /** Less important text. */
  readonly dim: Markup;
  /** Conflicts and errors. */
  readonly conflict: Markup;
  /** Compatible pairs. */
  readonly compatible: Markup;
  /** Pairs whose verdict depends on the payloads or is in doubt, and warnings. */
  readonly depends: Markup;
}

const asItIs: Markup = (text) => text;

const PLAIN: TextStyle = {
  strong: asItIs,
  dim: asItIs,
  conflict: asItIs,
  compatible: asItIs,
  depends: asItIs,
};

/** Completes a style. Missing properties add no markup. */
export function styleFrom(style: Partial<TextStyle> = {}): TextStyle {
  return { ...PLAIN, ...style };
}
