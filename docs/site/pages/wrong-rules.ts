/** Marks rules that a page shows as an example of a mistake, so that nobody copies them. */

import type { MarkdownRenderer } from "vitepress";

/** A plugin for the Markdown of VitePress. The fences of such rules say `conflicts error CF1007`. */
export function markWrongRules(md: MarkdownRenderer): void {
  const { fence } = md.renderer.rules;
  if (fence === undefined) return;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const html = fence(tokens, index, ...rest);
    const isWrong = tokens[index]?.info.startsWith("conflicts error ");
    return isWrong ? html.replace('class="', 'class="wrong-rules ') : html;
  };
}
