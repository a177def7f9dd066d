/** The changes of a file as a patch. */

import { FILE_HEADERS_ONLY, formatPatch, structuredPatch, type StructuredPatch } from "diff";
import { printable } from "../../base/printable.ts";
import type { Style } from "../../base/style.ts";

/** With more changed lines than this, the whole file is shown as changed: finding the shortest diff takes quadratic time. */
const MAX_CHANGES = 2000;
/** Unchanged lines around a change, as many as git shows. */
const CONTEXT = 3;
const LOOKS = { "+": "green", "-": "red", "@": "cyan" } as const;

/** A unified diff for `patch` and `git apply`. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const [from, to] = [`a/${file}`, `b/${file}`];
  const fewest = structuredPatch(from, to, before, after, undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MAX_CHANGES,
  });
  return formatPatch(fewest ?? everything(from, to, before, after), FILE_HEADERS_ONLY);
}

/** A patch for a terminal: coloured, and without control characters of the text. */
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

/** The patch that removes every line and adds every line. */
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

/** Lines without their line breaks. If the last line has none, the usual remark follows it. */
function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  return last === "" ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}
