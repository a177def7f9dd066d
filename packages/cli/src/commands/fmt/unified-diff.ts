/** What formatting would change, as a patch. */

import { FILE_HEADERS_ONLY, formatPatch, structuredPatch, type StructuredPatch } from "diff";
import { printable } from "../../printable.ts";
import type { Style } from "../../style.ts";

/** From so many changed lines on, the whole file is shown as changed: to find the fewest takes time by their square. */
const MAX_CHANGES = 2000;
/** Lines around a change, as git shows them. */
const CONTEXT = 3;
const LOOKS = { "+": "green", "-": "red", "@": "cyan" } as const;

/** A unified diff, as `patch` and `git apply` take it. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const [from, to] = [`a/${file}`, `b/${file}`];
  const fewest = structuredPatch(from, to, before, after, undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MAX_CHANGES,
  });
  return formatPatch(fewest ?? everything(from, to, before, after), FILE_HEADERS_ONLY);
}

/** A patch for people: coloured, and nothing in it that a terminal would obey. */
export function paintedDiff(patch: string, style: Style): string {
  return patch
    .split("\n")
    .map((line) => {
      const text = line.split("\t").map(printable).join("\t");
      if (/^(---|\+\+\+) /.test(line)) return style("bold", text);
      const look = LOOKS[line.charAt(0) as keyof typeof LOOKS];
      return look === undefined ? text : style(look, text);
    })
    .join("\n");
}

/** The patch that takes away every line, and adds every line. */
function everything(
  oldFileName: string,
  newFileName: string,
  before: string,
  after: string,
): StructuredPatch {
  const [removed, added] = [linesOf(before), linesOf(after)];
  const hunk = {
    oldStart: 1,
    oldLines: removed.length,
    newStart: 1,
    newLines: added.length,
    lines: [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)],
  };
  return { oldFileName, newFileName, oldHeader: undefined, newHeader: undefined, hunks: [hunk] };
}

/** Without their line breaks; a last line that has none is followed by the remark that says so. */
function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  return last === "" ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}
