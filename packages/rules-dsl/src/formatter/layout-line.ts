/**
 * Breaks a logical line into lines of text. The result depends only on the words and on the places of comments, not on the
 * original layout, so that a program has one form.
 *
 * ```text
 * ClientTagged conflicts             anything except
 *     MeetingNoteAdded,                  MeetingNoteAdded,
 *     ClientMerged                       ClientMerged
 *   on clientId and tag                conflicts ClientArchived
 * ```
 */

import { And, Events, Group } from "../syntax/tokens.ts";
import type { LogicalLine, Word } from "./logical-lines.ts";
import { isRule } from "./logical-lines.ts";
import {
  flatWidth,
  goingOn,
  haveComments,
  itemByItem,
  MAX_WIDTH,
  onNewLine,
  type LayoutWord,
} from "./layout-words.ts";
import { splitList, splitRule } from "./rule-parts.ts";

/** The width of one level of indentation. */
export const INDENT = 2;

/** @param column - The width to which the subject of a rule is padded. */
export function layoutLine({ words, depth }: LogicalLine, column: number): readonly LayoutWord[] {
  const indent = depth * INDENT;
  const [first, ...others] = isRule(words[0].type)
    ? layoutRule(words, indent, column)
    : layoutOther(words, indent);
  // The first word always begins a line, and keeps a blank line before it.
  return first ? [{ ...first, onNewLine: true, indent, keepsBlank: true }, ...others] : [];
}

function layoutOther(words: readonly Word[], indent: number): readonly LayoutWord[] {
  const type = words[0]?.type;
  if (type !== Group && type !== Events) return goingOn(words, indent + INDENT);
  const { lead, items } = splitList(words);
  const breaksList = haveComments(items) || indent + flatWidth(words) > MAX_WIDTH;
  return [
    ...goingOn(lead, indent + INDENT),
    ...(breaksList ? itemByItem(items, indent + INDENT) : goingOn(items, indent + INDENT)),
  ];
}

function layoutRule(words: readonly Word[], indent: number, column: number): readonly LayoutWord[] {
  const { subject, verb, targets, condition } = splitRule(words);
  const list = splitList(targets);
  // A line that ends with 'never conflicts' is complete, so the list must begin on that line.
  const isNever = verb.length > 1;
  const [lead, items] = isNever ? [list.items.slice(0, 1), list.items.slice(1)] : [list.lead, list.items];
  const clause = indent + INDENT;
  const head = layoutSubject(subject, indent, flatWidth([...verb, ...lead]));
  const start = indent + Math.max(flatWidth(subject), column);
  const fits = start + 1 + flatWidth([...verb, ...targets, ...condition]) <= MAX_WIDTH;
  if (fits && !haveComments(words.slice(1))) {
    return [...head.words, ...padded([...verb, ...targets, ...condition], clause, indent + column)];
  }

  const isVerbBelow = head.isBroken || haveComments(verb);
  const targetsEnd = (isVerbBelow ? clause : start + 1) + flatWidth([...verb, ...targets]);
  // Items are indented more than a clause below them, so that the clause does not look like an item.
  const itemIndent = isVerbBelow || condition.length > 0 ? clause + INDENT : clause;
  return [
    ...head.words,
    ...(head.isBroken ? onNewLine(verb, clause) : padded(verb, clause, indent + column)),
    ...goingOn(lead, itemIndent),
    ...(haveComments(items) || targetsEnd > MAX_WIDTH
      ? itemByItem(items, itemIndent)
      : goingOn(items, itemIndent)),
    ...layoutCondition(condition, clause),
  ];
}

interface SubjectLayout {
  readonly words: readonly LayoutWord[];
  readonly isBroken: boolean;
}

/** @param restWidth - The width of the words that must follow on the same line if the subject is not broken. */
function layoutSubject(subject: readonly Word[], indent: number, restWidth: number): SubjectLayout {
  const { lead, items } = splitList(subject);
  const isTooLong = indent + flatWidth(subject) + 1 + restWidth > MAX_WIDTH;
  const isBroken = lead.length > 0 && (haveComments(items) || isTooLong);
  const itemIndent = indent + 2 * INDENT;
  const placedItems = isBroken ? itemByItem(items, itemIndent) : goingOn(items, itemIndent);
  return { words: [...goingOn(lead, itemIndent), ...placedItems], isBroken };
}

function layoutCondition(condition: readonly Word[], indent: number): readonly LayoutWord[] {
  const isBroken = haveComments(condition.slice(1)) || indent + flatWidth(condition) > MAX_WIDTH;
  return onNewLine(condition, indent).map((placed, index) => ({
    ...placed,
    onNewLine: placed.onNewLine || (isBroken && placed.word.type === And),
    indent: index === 0 ? indent : indent + INDENT,
  }));
}

/** Words after a subject that is padded to a column. */
function padded(words: readonly Word[], indent: number, column: number): readonly LayoutWord[] {
  return goingOn(words, indent).map((placed, index) => (index === 0 ? { ...placed, column } : placed));
}
