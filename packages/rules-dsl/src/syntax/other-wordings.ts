/** Wordings from English or another language that mean something here but are written differently. */

import { quoted, type DiagnosticCode, type Finding, type TextEdit } from "../diagnostics/diagnostics.ts";
import { isFieldExpected, isNameToken, type Failure } from "./failure.ts";
import {
  And,
  Comma,
  Conflicts,
  Equals,
  Events,
  Import,
  Name,
  Never,
  On,
  OpenBrace,
  QuotedName,
  SidedName,
  spanOf,
  When,
  type Token,
} from "./tokens.ts";

interface Answer {
  readonly message: string;
  readonly suggestion: string;
  readonly fix?: TextEdit;
}

/** The answer to one wording; undefined if the failure is something else. */
type Wording = (failure: Failure) => Answer | undefined;

/** The finding for a known wording; null for any other mistake. */
export function otherWording(failure: Failure): Finding | null {
  for (const wording of WORDINGS) {
    const answer = wording(failure);
    if (answer) return { code: codeOf(failure), span: spanOf(failure.found), ...answer };
  }
  return null;
}

function codeOf({ isComplete }: Failure): DiagnosticCode {
  return isComplete ? "CF1006" : "CF1001";
}

const WORDINGS: readonly Wording[] = [
  secondCondition,
  lineThatGoesOn,
  secondRule,
  onlyThese,
  negation,
  nameWithSpaces,
  twoSubjects,
  bothWays,
  groupWithoutSign,
  braces,
  fieldWithoutSide,
  reasonBehind,
  operatorInWords,
  importWithoutQuotes,
];

const notAllowed = ({ found }: Failure): string => `${quoted(found.image)} is not allowed here`;

const textOf = (tokens: readonly Token[]): string => tokens.map(({ image }) => image).join(" ");

/** `on id when mine.x = theirs.x`, `on id and when ...` */
function secondCondition(failure: Failure): Answer | undefined {
  const { found, tokens, index, isInCondition, isComplete, before } = failure;
  if (!isInCondition || (found.tokenType !== When && found.tokenType !== On)) return undefined;
  if (!isComplete && before?.tokenType !== And) return undefined;
  const first = tokens.findIndex(({ tokenType }) => tokenType === On || tokenType === When);
  const parts = [tokens.slice(first, index), tokens.slice(index)].flatMap(comparisonsIn);
  const all = `when ${parts.join(" and ")}`;
  const example = all.length > 160 ? "when mine.id = theirs.id and mine.day != theirs.day" : all;
  return { message: notAllowed(failure), suggestion: `a rule has one condition: ${example}` };
}

/** The comparisons of a condition, as they are written after `when`. */
function comparisonsIn([keyword, ...words]: readonly Token[]): readonly string[] {
  const parts = textOf(words)
    .split(/ ?\band\b ?/)
    .filter((part) => part !== "");
  return keyword?.tokenType === On ? parts.map((field) => `mine.${field} = theirs.${field}`) : parts;
}

const LINE_STARTS: ReadonlyMap<string, string> = new Map([
  ["or", "there is no 'or': write a second rule for the same events"],
  ["and", "'and' joins the parts of a condition, and ',' joins names"],
  ["on", "a rule has one condition: join its parts with 'and'"],
  ["when", "a rule has one condition: join its parts with 'and'"],
  ["because", "write the reason on the line above the rule: /// the reason"],
]);

/** A line that begins with a word that can only continue a statement. */
function lineThatGoesOn({ found, index, next }: Failure): Answer | undefined {
  const suggestion = LINE_STARTS.get(found.image);
  // As the subject of a rule, the word is a name that needs quotes.
  if (index > 0 || suggestion === undefined || next?.tokenType === Conflicts || next?.tokenType === Never)
    return undefined;
  return { message: `a line cannot begin with ${quoted(found.image)}`, suggestion };
}

/** `A conflicts B, B conflicts A` */
function secondRule({ found, before, beforeThat, isComplete }: Failure): Answer | undefined {
  const isVerb = found.tokenType === Conflicts || found.tokenType === Never;
  if (!isComplete || !isVerb || !before || !isNameToken(before) || beforeThat?.tokenType !== Comma)
    return undefined;
  const fix = { span: { start: spanOf(beforeThat).start, end: spanOf(before).start }, newText: "\n" };
  const message = `a second rule begins at ${quoted(before.image)}`;
  return { message, suggestion: "write each rule on its own line, without a ','", fix };
}

const ONLY: ReadonlySet<string> = new Set(["only", "just", "exclusively"]);

/** `A conflicts only B` */
function onlyThese({ found, before, beforeThat, isComplete }: Failure): Answer | undefined {
  if (!isComplete || !before || !ONLY.has(before.image) || beforeThat?.tokenType !== Conflicts)
    return undefined;
  const fix = { span: { start: spanOf(before).start, end: spanOf(found).start }, newText: "" };
  const suggestion = `remove ${quoted(before.image)}: a type conflicts with nothing but the events that its rules list`;
  return { message: `${quoted(before.image)} is not allowed here`, suggestion, fix };
}

const isVerbExpected = ({ expected, isComplete }: Failure): boolean =>
  !isComplete && expected.includes("'conflicts'");

const NEGATIONS: ReadonlySet<string> = new Set([
  "does",
  "do",
  "doesnt",
  "doesn",
  "dont",
  "cannot",
  "not",
  "is",
]);

/** `A does not conflict B` */
function negation(failure: Failure): Answer | undefined {
  const { found, before, index, tokens } = failure;
  if (!isVerbExpected(failure) || index !== 1 || !before || !NEGATIONS.has(found.image)) return undefined;
  const last = tokens.at(-1);
  const pair = last && index < tokens.length - 1 && isNameToken(last) ? last.image : "B";
  return {
    message: notAllowed(failure),
    suggestion: `a type conflicts only with the events that its rules list; to record a compatible pair, write ${before.image} never conflicts ${pair}`,
  };
}

/** `Order Placed conflicts Item Added` */
function nameWithSpaces(failure: Failure): Answer | undefined {
  const { found, before, next, index } = failure;
  const isVerbNext = next?.tokenType === Conflicts || next?.tokenType === Never;
  if (!isVerbExpected(failure) || index !== 1 || !before || found.tokenType !== Name || !isVerbNext)
    return undefined;
  const [one, other] = [before.image, found.image];
  return {
    message: `a name without quotes cannot have a space, as in ${quoted(`${one} ${other}`)}`,
    suggestion: `write "${one} ${other}", or ${one}${other} if that is the name of the event`,
  };
}

/** `A and B conflict`, `A, B conflicts C` */
function twoSubjects(failure: Failure): Answer | undefined {
  const { found, before, next, index, tokens } = failure;
  const isAnd = found.tokenType === And;
  if (!isVerbExpected(failure) || index !== 1 || !before || !isNameToken(before)) return undefined;
  if (!isAnd && found.tokenType !== Comma) return undefined;
  const other = next && isNameToken(next) ? next.image : "B";
  const group = `group @G = ${before.image}, ${other}`;
  // Without a target, the two probably conflict with each other.
  const hasTarget = tokens.findIndex(({ tokenType }) => tokenType === Conflicts) > 0 && tokens.length > 4;
  const rule = hasTarget ? "@G conflicts C" : "@G conflicts @G";
  return {
    message: `a rule has one subject, but ${quoted(found.image)} follows ${quoted(before.image)}`,
    suggestion: `write one rule for each, or a group: ${group} on one line, and ${rule} on the next`,
  };
}

const BOTH_WAYS: ReadonlySet<string> = new Set([
  "both",
  "mutually",
  "vice",
  "symmetrically",
  "bidirectionally",
]);

/** `A conflicts B both ways` */
function bothWays(failure: Failure): Answer | undefined {
  const { found, before, tokens, isComplete } = failure;
  const [subject] = tokens;
  if (!isComplete || !before || !subject || !BOTH_WAYS.has(found.image)) return undefined;
  return {
    message: notAllowed(failure),
    suggestion: `a rule has one direction: also write ${before.image} conflicts ${subject.image}, on its own line`,
  };
}

/** `group Money = A, B` */
function groupWithoutSign({ found, before, expected }: Failure): Answer | undefined {
  if (found.tokenType !== Name || before?.image !== "group" || !expected.startsWith("a group"))
    return undefined;
  const newText = `@${found.image.replaceAll(".", "_")}`;
  return {
    message: `the name of a group begins with '@', but ${quoted(found.image)} does not`,
    suggestion: `write ${newText}`,
    fix: { span: spanOf(found), newText },
  };
}

/** `group @M = { A, B }` */
function braces(failure: Failure): Answer | undefined {
  const { found, before } = failure;
  const isList = before && [Equals, Conflicts, Events].includes(before.tokenType);
  if (found.tokenType !== OpenBrace || !isList) return undefined;
  return { message: notAllowed(failure), suggestion: "a list has no braces: A, B" };
}

const SIDES: ReadonlyMap<string, "mine" | "theirs"> = new Map([
  ...["incoming", "my", "new", "self", "this", "ours"].map((word) => [word, "mine"] as const),
  ...["committed", "existing", "old", "other", "stored", "their", "that"].map(
    (word) => [word, "theirs"] as const,
  ),
]);

/** `when id = id`, `when incoming.id = committed.id` */
function fieldWithoutSide(failure: Failure): Answer | undefined {
  const { found, before, expected } = failure;
  if (!isFieldExpected(failure) || !expected.includes("mine.") || found.tokenType !== Name) return undefined;
  const [word = "", ...path] = found.image.split(".");
  const side = path.length > 0 ? SIDES.get(word) : undefined;
  const message = `${quoted(found.image)} does not say which event has the field`;
  const sides = "'mine' is the incoming event, 'theirs' the committed one";
  if (side !== undefined) {
    const newText = `${side}.${path.join(".")}`;
    return { message, suggestion: `${sides}: write ${newText}`, fix: { span: spanOf(found), newText } };
  }
  const isRight = before !== undefined && before.tokenType !== When && before.tokenType !== And;
  const how = isRight
    ? `write mine.${found.image} or theirs.${found.image}`
    : `write mine.${found.image} = theirs.${found.image}, or on ${found.image}`;
  return { message, suggestion: `${sides}: ${how}` };
}

/** `A conflicts B because "two people"` */
function reasonBehind(failure: Failure): Answer | undefined {
  const { found, next, isComplete } = failure;
  if (!isComplete || (found.image !== "because" && found.image !== "since")) return undefined;
  const reason = next?.tokenType === QuotedName ? next.image.slice(1, -1) : "the reason";
  return {
    message: notAllowed(failure),
    suggestion: `write the reason on the line above the rule: /// ${reason.slice(0, 100)}`,
  };
}

const OPERATOR_WORDS: ReadonlyMap<string, "=" | "!="> = new Map([
  ...["is", "equals", "equal", "eq", "matches"].map((word) => [word, "="] as const),
  ...["isnt", "differs", "unequal", "ne", "neq", "not"].map((word) => [word, "!="] as const),
]);

/** `mine.id is not theirs.id`, `mine.id equals theirs.id` */
function operatorInWords({ found, next, expected }: Failure): Answer | undefined {
  const operator = expected === "'=' or '!='" ? OPERATOR_WORDS.get(found.image) : undefined;
  if (operator === undefined) return undefined;
  const isNot = found.image === "is" && next?.image === "not";
  const newText = isNot ? "!=" : operator;
  const words = isNot ? "is not" : found.image;
  const isAlone = isNot || next?.tokenType === SidedName;
  const { start, end } = spanOf(found);
  const span = { start, end: isNot && next ? spanOf(next).end : end };
  return {
    message: `${quoted(words)} is not allowed here`,
    suggestion: `write ${newText}`,
    ...(isAlone && { fix: { span, newText } }),
  };
}

/** `import shared` */
function importWithoutQuotes({ found, before }: Failure): Answer | undefined {
  if (before?.tokenType !== Import || found.tokenType !== Name) return undefined;
  const path = found.image.endsWith(".conflicts") ? found.image : `${found.image}.conflicts`;
  return { message: "the path of a file needs double quotes", suggestion: `write import "${path}"` };
}
