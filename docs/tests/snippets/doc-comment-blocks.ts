/** Finds the fenced blocks in the doc comments of a source file. */

import { fencedBlocks } from "./fenced-blocks.ts";
import type { Snippet } from "./snippet.ts";

/** All fenced blocks of the doc comments, with the line and column numbers of the source. */
export function docCommentBlocks(file: string, source: string): readonly Snippet[] {
  let isInside = false;
  const lines = source.split(/\r?\n/).map((line) => {
    if (/^\s*\/\*\*/.test(line)) isInside = true;
    const text = isInside ? line.replace(/^\s*(\/\*\*|\*\/|\*)/, (margin) => " ".repeat(margin.length)) : "";
    if (line.includes("*/")) isInside = false;
    return text;
  });
  return fencedBlocks(file, lines.join("\n"));
}
