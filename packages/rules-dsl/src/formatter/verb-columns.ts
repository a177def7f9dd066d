/** Aligns the verbs of neighbouring rules. */

import { Except } from "../syntax/tokens.ts";
import { isRule, type LogicalLine } from "./logical-lines.ts";
import { splitRule } from "./rule-parts.ts";
import { flatWidth, haveComments } from "./layout-words.ts";

/** A wider subject is not aligned, so that it does not push the verbs of its neighbours to the right. */
const MAX_ALIGNED_WIDTH = 40;

/**
 * For each line, the width to which its subject is padded; 0 for no padding. Neighbours are rules with no blank line between
 * them; comments between them do not matter.
 */
export function verbColumns(lines: readonly LogicalLine[]): readonly number[] {
  const columns: number[] = [];
  let run: number[] = [];
  const endRun = (): void => {
    const width = run.reduce((widest, own) => Math.max(widest, own), 0);
    for (const own of run) columns.push(own > 0 ? width : 0);
    run = [];
  };
  for (const line of lines) {
    if (!isRule(line.words[0].type) || hasBlankAbove(line)) endRun();
    run.push(alignedWidth(line));
  }
  endRun();
  return columns;
}

function hasBlankAbove({ words: [first] }: LogicalLine): boolean {
  return first.hasBlankBefore || first.comments.some(({ hasBlankBefore }) => hasBlankBefore);
}

/** The width of the subject; 0 if the line is not aligned. */
function alignedWidth({ words }: LogicalLine): number {
  if (!isRule(words[0].type)) return 0;
  const { subject, verb } = splitRule(words);
  const isTable =
    subject.every(({ type }) => type !== Except) && !haveComments([...subject.slice(1), ...verb]);
  const width = isTable ? flatWidth(subject) : 0;
  return width <= MAX_ALIGNED_WIDTH ? width : 0;
}
