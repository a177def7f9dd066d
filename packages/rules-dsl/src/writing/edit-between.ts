/** The edit that an editor makes of a new text, so that the cursor stays in its place. */

import type { TextEdit } from "../diagnostics/diagnostics.ts";

/**
 * The one edit that makes a text another one, without the parts that are the same at both ends. It cuts no surrogate pair and
 * no CR LF in halves. Null if the texts are the same.
 */
export function editBetween(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  if (isInside(before, start) || isInside(after, start)) start -= 1;
  if (isInside(before, before.length - same) || isInside(after, after.length - same)) same -= 1;
  const kept = Math.max(same, 0);
  return { span: { start, end: before.length - kept }, newText: after.slice(start, after.length - kept) };
}

function isInside(text: string, offset: number): boolean {
  const around = text.slice(Math.max(offset - 1, 0), offset + 1);
  return around === "\r\n" || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(around);
}
