/** Which rules are neighbours, and the column in which their verbs stand. */

import { Except } from "../syntax/tokens.ts";
import { isRule, type LogicalLine } from "./logical-lines.ts";
import { splitRule } from "./rule-parts.ts";
import { flatWidth, haveComments } from "./layout-words.ts";

/** A subject that is wider than this stands out of its column, rather than push all the others to the right. */
const MAX_ALIGNED_WIDTH = 40;

/**
 * For each line the width to which its subject is padded; 0 where it is not. Neighbours are rules without a blank line
 * between them, whatever comments there are.
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

/** The width of a subject that takes part, or 0. */
function alignedWidth({ words }: LogicalLine): number {
  if (!isRule(words[0].type)) return 0;
  const { subject, verb } = splitRule(words);
  const isTable =
    subject.every(({ type }) => type !== Except) && !haveComments([...subject.slice(1), ...verb]);
  const width = isTable ? flatWidth(subject) : 0;
  return width <= MAX_ALIGNED_WIDTH ? width : 0;
}
