/** Wrong formatters, and a formatter that does not see its own mistakes. */

import type { Mutant } from "../mutant.ts";

const folder = "packages/rules-dsl/src/formatter";
const tests = [`${folder}/**/*.test.ts`] as const;
const inFile = (name: string) => ({ file: `${folder}/${name}.ts`, suite: "language", tests }) as const;

const remarks = inFile("remarks");
const lines = inFile("logical-lines");
const names = inFile("bare-names");
const columns = inFile("verb-columns");
const place = inFile("place-line");
const paper = inFile("print");
const holds = inFile("holds");
const check = inFile("same-meaning");

export const formatterMutants: readonly Mutant[] = [
  {
    ...remarks,
    name: "formatter: a comment behind a word goes to a line of its own",
    find: "isOnOwnLine: isNeverBehind || lineBreaks > 0,",
    replace: "isOnOwnLine: true,",
  },
  {
    ...remarks,
    name: "formatter: a comment on a line of its own goes behind the word above",
    find: "isOnOwnLine: isNeverBehind || lineBreaks > 0,",
    replace: "isOnOwnLine: isNeverBehind,",
  },
  {
    ...remarks,
    name: "formatter: a doc comment inside a rule becomes the reason of the next one",
    find: "return behind.some(({ isDoc, isOnOwnLine }, place) => isDoc && (place > 0 || isOnOwnLine));",
    replace: "return behind.length < 0;",
  },
  {
    ...remarks,
    name: "formatter: a comment before a comma is dropped",
    find: "stepOver: (comma) => {\n      collectBefore(comma.startOffset);",
    replace: "stepOver: (comma) => {\n      collectBefore(comma.startOffset);\n      pending = [];",
  },
  {
    ...remarks,
    name: "formatter: an ignore comment behind a comma goes above the next word",
    find: "return pending.length > 0 && remarkBehind(comma)?.isIgnore === true;",
    replace: "return false;",
  },
  {
    ...remarks,
    name: "formatter: an ignore comment above a comma goes above the next word",
    find: "if (pending.some(({ isIgnore, isOnOwnLine }) => isIgnore && isOnOwnLine)) return true;",
    replace: "",
  },
  {
    ...lines,
    name: "formatter: every comma of a list is dropped",
    find: "text: `${before.text},`",
    replace: "text: before.text",
  },
  {
    ...lines,
    name: "formatter: the path of an import loses its quotes",
    find: "tokenType === QuotedName && first?.tokenType !== Import",
    replace: "tokenType === QuotedName && first !== undefined",
  },
  {
    ...lines,
    name: "formatter: a blank line between a reason and its rule stays",
    find: "gap.hasBlankBefore && !(isBelowReason &&",
    replace: "gap.hasBlankBefore && !(!isFirst && isBelowReason &&",
  },
  {
    ...names,
    name: "formatter: keywords lose their quotes",
    find: "asWritten(inner) === inner",
    replace: "asWritten(`${inner}_`) === `${inner}_`",
  },
  {
    ...names,
    name: "formatter: a name in quotes becomes the side of a comparison",
    find: "isBare && !SIDED.test(inner)",
    replace: "isBare && SIDED.source !== inner",
  },
  {
    ...names,
    name: "formatter: an invisible name loses the quotes that show it",
    find: "!INVISIBLE.test(inner)",
    replace: "INVISIBLE.source !== inner",
  },
  {
    ...columns,
    name: "formatter: a blank line does not end a neighbourhood",
    find: "if (!isRule(line.words[0].type) || hasBlankAbove(line)) endRun();",
    replace: "if (!isRule(line.words[0].type)) endRun();",
  },
  {
    ...columns,
    name: "formatter: one long subject pushes all others to the right",
    find: "return width <= MAX_ALIGNED_WIDTH ? width : 0;",
    replace: "return MAX_ALIGNED_WIDTH > 0 ? width : 0;",
  },
  {
    ...place,
    name: "formatter: the width of a condition is forgotten",
    find: "flatWidth([...verb, ...targets, ...condition]) <= MAX_WIDTH",
    replace: "flatWidth([...verb, ...targets]) <= MAX_WIDTH",
  },
  {
    ...place,
    name: "formatter: the layout of a list that has a comment depends on its width",
    find: "...(haveRemarks(items) || targetsEnd > MAX_WIDTH",
    replace: "...(targetsEnd > MAX_WIDTH",
  },
  {
    ...paper,
    name: "formatter: what follows a comment is swallowed by it",
    find: "  paper.isLineEnded = true;\n}",
    replace: "  paper.isLineEnded = false;\n}",
  },
  {
    ...paper,
    name: "formatter: comments at the end of the file are dropped",
    find: "for (const remark of remarks) printRemark(",
    replace: "for (const remark of remarks.slice(0, 0)) printRemark(",
  },
  {
    ...paper,
    name: "formatter: comments before the end of a block stand outside of it",
    find: "isClosing ? indent + INDENT : indent",
    replace: "indent",
  },
  {
    ...holds,
    name: "formatter: what stands on an ignored line is moved to another",
    find: 'return hasLineBreak ? "on-new-line" : "on-line";',
    replace: 'return hasLineBreak ? "on-new-line" : null;',
  },
  {
    ...holds,
    name: "formatter: what stands below an ignored line joins it",
    find: 'return hasLineBreak ? "on-new-line" : "on-line";',
    replace: 'return hasLineBreak ? null : "on-line";',
  },
  {
    ...holds,
    name: "formatter: a block on an ignored line leaves it",
    find: 'return isLineIgnored && !hasLineBreak ? "on-line" : null;',
    replace: "return isLineIgnored && hasLineBreak ? 'on-line' : null;",
  },
  {
    ...paper,
    name: "formatter: the blank line below an ignore comment is dropped",
    find: "placed.keepsBlank || word.remarks.some(({ isIgnore }) => isIgnore);",
    replace: "placed.keepsBlank;",
  },
  {
    ...check,
    name: "formatter: its check of itself does not see comments",
    find: '...tokens, ...(groups["comments"] ?? [])]',
    replace: "...tokens, ...(groups['comments'] ?? []).slice(0, 0)]",
  },
  {
    ...check,
    name: "formatter: its check of itself does not see what was added",
    find: "if (words.length < wordsAfter.length)",
    replace: "if (words.length > wordsAfter.length)",
  },
  {
    ...check,
    name: "formatter: its check of itself does not see which statement a word belongs to",
    find: 'return isSameProgram(before.parsed, after.parsed) ? null : "the trees differ";',
    replace: "return isSameProgram(before.parsed, before.parsed) ? null : 'the trees differ';",
  },
  {
    ...check,
    name: "formatter: its check of itself takes a keyword for a name",
    find: "return JSON.stringify(nameOf(image));",
    replace: "return nameOf(image);",
  },
];
