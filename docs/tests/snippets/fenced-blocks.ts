/** Finds the fenced blocks of a Markdown text. */

import type { Snippet } from "./snippet.ts";

const FENCE = /^\s*(?<marks>`{3,}|~{3,})\s*(?<info>[^`]*)$/;

/**
 * All fenced blocks, in the order of the text.
 *
 * @throws Error if a block is never closed.
 */
export function fencedBlocks(file: string, text: string): readonly Snippet[] {
  const lines = text.split(/\r?\n/);
  const snippets: Snippet[] = [];
  for (let index = 0; index < lines.length; index++) {
    const { marks, info } = FENCE.exec(lines[index] ?? "")?.groups ?? {};
    if (marks === undefined || info === undefined) continue;
    const end = lines.findIndex((line, at) => at > index && closes(line, marks));
    if (end === -1) throw new Error(`${file}:${index + 1}: this block is never closed`);
    const [language = "", ...flags] = info.trim().split(/\s+/);
    const before = "\n".repeat(index + 1);
    const code = `${before}${lines.slice(index + 1, end).join("\n")}\n`;
    snippets.push({ file, line: index + 1, language, flags, code });
    index = end;
  }
  return snippets;
}

function closes(line: string, marks: string): boolean {
  const closing = line.trim();
  return closing.startsWith(marks) && closing === closing.charAt(0).repeat(closing.length);
}
