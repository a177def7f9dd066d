/** Wrong advice: variants of what the rules language says of lines that it cannot read. */

import type { Mutant } from "../mutant.ts";
import { inFile } from "./language-files.ts";

const badWords = inFile("syntax/bad-words", "diagnostics/diagnostics");
const failure = inFile("syntax/failure", "diagnostics/diagnostics", "checking/mistakes.property");
const blocks = inFile("syntax/blocks", "diagnostics/diagnostics", "checking/mistakes.property");
const conditions = inFile("checking/check-conditions", "diagnostics/diagnostics");
const recovery = inFile("syntax/recovery", "diagnostics/diagnostics");

const wordings = inFile("syntax/other-wordings", "diagnostics/diagnostics", "checking/mistakes.property");
const braces = inFile("syntax/layout", "diagnostics/diagnostics", "checking/mistakes.property");

export const languageMistakeMutants: readonly Mutant[] = [
  {
    ...badWords,
    name: "brackets, stars and full stops are put into quotes",
    find: "if (!LIKE_A_NAME.test(word)) {",
    replace: "if (word.length < 0) {",
  },
  {
    ...badWords,
    name: "a star is the name of an event",
    find: "if (meant !== undefined && (isEventExpected(failure) || isVerbExpected(failure))) {",
    replace: "if (meant !== undefined && isVerbExpected(failure)) {",
  },
  {
    ...badWords,
    name: "a field is put into quotes",
    find: "const isName = isEventExpected(failure) ||",
    replace: "const isName = failure.found.image.length > 0 ||",
  },
  {
    ...failure,
    name: "behind a comma stands no name",
    find: "if (isComplete) return before?.tokenType === Comma && !isInCondition;",
    replace: "if (isComplete) return isInCondition && before === undefined;",
  },
  {
    ...recovery,
    name: "'conflicts never' is a conflict with an event",
    find: "if (before?.tokenType === Conflicts && found.tokenType === Never) {",
    replace: "if (before?.tokenType === Never && found.tokenType === Never) {",
  },
  {
    ...conditions,
    name: "'on mine.room' is a field like another",
    find: "if (side === null || Object",
    replace: "if (side !== null || Object",
  },
  {
    ...conditions,
    name: "'on mine.a and theirs.b' is mended to 'on a and b'",
    find: "...(isOneSided && isName && {",
    replace: "...(isName && {",
  },
  {
    ...blocks,
    name: "the rules of a block inside another one are judged",
    find: "close(around, line.span, !around.isEntangled);",
    replace: "close(around, line.span, true);",
  },
  {
    ...wordings,
    name: "'is not' is fixed to '='",
    find: 'const newText = isNot ? "!=" : operator;',
    replace: "const newText = operator;",
  },
  {
    ...wordings,
    name: "the fields of 'on' are lost where a second condition is joined to it",
    find: "const parts = [tokens.slice(first, index), tokens.slice(index)]",
    replace: "const parts = [tokens.slice(index)]",
  },
  {
    ...wordings,
    name: "the committed event is called mine",
    find: '(word) => [word, "theirs"] as const,',
    replace: '(word) => [word, "mine"] as const,',
  },
  {
    ...braces,
    name: "a list in braces is taken for a block",
    find: "statement.tokens.length === 1 || isListInBraces(statement)",
    replace: "statement.tokens.length === 1",
  },
];
