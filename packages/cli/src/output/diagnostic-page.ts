/** The page of a diagnostic, for terminals and for other tools. */

import { diagnosticPage } from "@truce/rules-dsl/node";
import { MisuseError } from "../misuse-error.ts";
import { styleFor, type Style } from "../style.ts";

/**
 * The page of a code.
 *
 * @throws MisuseError if there is no such code.
 */
export async function pageForTerminal(code: string, style: Style): Promise<string> {
  const page = await diagnosticPage(code);
  if (page === null) throw new MisuseError(`there is no diagnostic '${code}'`);
  return renderPage(page, style);
}

/** The text of the first heading of a page. */
export function titleOf(markdown: string): string {
  return withoutMarks(/^# (.*)$/m.exec(markdown)?.[1] ?? "");
}

/** A page for tools that show Markdown or plain text. Only the tests of this repository read more than the language of a block. */
export function pageForTools(markdown: string): { readonly text: string; readonly markdown: string } {
  return {
    text: renderPage(markdown, styleFor(false)),
    markdown: markdown.replaceAll(/^(```\w+) .*$/gm, "$1"),
  };
}

/** Markdown as it reads well in a terminal: without the marks of headings, code and fences. */
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
