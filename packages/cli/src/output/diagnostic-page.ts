/** The Markdown page of a diagnostic, for terminals and for other tools. */

import { styleFor, type Style } from "../base/style.ts";

/** The text of the first heading of a page. */
export function titleOf(markdown: string): string {
  return withoutMarks(/^# (.*)$/m.exec(markdown)?.[1] ?? "");
}

/** A page for tools that show Markdown or plain text. Keeps only the language of a code block: the rest is for our own tests. */
export function pageForTools(markdown: string): { readonly text: string; readonly markdown: string } {
  return {
    text: renderPage(markdown, styleFor(false)),
    markdown: markdown.replaceAll(/^(```\w+) .*$/gm, "$1"),
  };
}

/** Markdown as text for a terminal: without the marks of headings, code and fences. */
export function renderPage(markdown: string, style: Style): string {
  let isCode = false;
  const lines = markdown.split("\n").flatMap((line) => {
    if (line.startsWith("```")) {
      isCode = !isCode;
      return [];
    }
    if (isCode) return line === "" ? "" : `    ${line}`;
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    if (heading !== undefined) return style("bold", withoutMarks(heading));
    return line.replaceAll(/`([^`]+)`|\*\*([^*]+)\*\*/g, (_all, code?: string, strong?: string) =>
      code === undefined ? style("bold", strong ?? "") : style("cyan", code),
    );
  });
  return `${lines.join("\n").trimEnd()}\n`;
}

function withoutMarks(text: string): string {
  return text.replaceAll(/[`*]/g, "");
}
