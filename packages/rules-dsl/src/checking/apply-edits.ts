import type { TextEdit } from "../diagnostics/diagnostics.ts";

/** The result of applying edits to a text. */
export interface EditedText {
  readonly text: string;
  /** The number of edits that were applied. */
  readonly applied: number;
}

/** Applies edits to a text. If two of them overlap, only the one that begins first is applied. */
export function applyEdits(text: string, edits: readonly TextEdit[]): EditedText {
  const parts: string[] = [];
  let end = 0;
  let applied = 0;
  let last: TextEdit | null = null;
  for (const edit of edits.toSorted((left, right) => left.span.start - right.span.start)) {
    const { span, newText } = edit;
    // Two insertions at the same place overlap too: only the next check knows whether both are needed.
    if (last !== null && (span.start < end || span.start === last.span.start)) continue;
    parts.push(text.slice(end, span.start), newText);
    ({ end } = span);
    applied += 1;
    last = edit;
  }
  return { text: parts.join("") + text.slice(end), applied };
}
