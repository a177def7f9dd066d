/**
 * `// conflicts:loosens NotePinned with NotePinned because ...`: a loosening that a change makes on purpose. The comment counts
 * only in the change that adds it, so it never accepts a later loosening.
 */

import { selectsType, type TypeSelector } from "@truce/core/rules";
import {
  lineStartsOf,
  locationOf,
  parse,
  type Comment,
  type Location,
  type SourceFile,
} from "@truce/rules-dsl";
import { asWritten, nameOf, typeText } from "@truce/rules-dsl/notation";
import { isLoosening, type PairChange, type RulesDiff } from "./rules-diff.ts";

/** Which loosened pairs a change accepts, and why. */
export interface Acceptances {
  /** The reason for each change that is accepted. */
  readonly reasons: ReadonlyMap<PairChange, string>;
  /** Comments that accept nothing, or not all that they name. */
  readonly problems: readonly AcceptanceProblem[];
}

/** A comment that accepts nothing, or not all that it names. */
export interface AcceptanceProblem extends Location {
  /** One sentence in lower case. */
  readonly message: string;
}

const MARK = /^\/\/+[ \t]*conflicts:loosens\b/;
const NAME = String.raw`(?:"(?:[^"\\]|\\.)*"|[^\s",]+)`;
const NAMES = String.raw`${NAME}(?:[ \t]*,[ \t]*${NAME})*`;
const FORM = new RegExp(
  String.raw`^[ \t]+(?<incoming>${NAMES})[ \t]+with[ \t]+(?<committed>${NAMES})[ \t]+because[ \t]+(?<reason>\S.*)$`,
  "u",
);
const ANYTHING: TypeSelector = { anythingExcept: [] };

/**
 * The loosened pairs that are accepted by comments which the change has added.
 *
 * @param before - The files before the change. A comment that one of them has already does not count.
 * @param after - The files after the change.
 *
 * @example
 * ```ts
 * const text = "// conflicts:loosens NotePinned with NotePinned because notes differ\nNotePinned never conflicts\n";
 * const after = [{ file: "crm.conflicts", text }];
 * const { reasons } = acceptLoosenings(diffRules(rules, compileOrThrow(after)), files, after);
 * ```
 */
export function acceptLoosenings(
  diff: RulesDiff,
  before: readonly SourceFile[],
  after: readonly SourceFile[],
): Acceptances {
  const known = new Set(before.flatMap(acceptanceCommentsIn).map(wordsOf));
  const loosened = diff.changes.filter(isLoosening);
  const reasons = new Map<PairChange, string>();
  const problems: AcceptanceProblem[] = [];
  for (const source of after) {
    const lineStarts = lineStartsOf(source.text);
    for (const comment of acceptanceCommentsIn(source)) {
      if (known.has(wordsOf(comment))) continue;
      const acceptance = acceptanceFrom(comment);
      const messages = acceptance === null ? [NO_FORM] : accept(acceptance, loosened, reasons);
      const location = locationOf({ file: source.file, lineStarts }, comment.span);
      for (const message of messages) problems.push({ ...location, message });
    }
  }
  return { reasons, problems };
}

/**
 * The comments that would accept these changes, but for the reason, which a person has to write.
 *
 * @example
 * ```ts
 * acceptanceComments(diffRules(rules, compileOrThrow(files)).changes);
 * // ["// conflicts:loosens NotePinned with NotePinned because ..."]
 * ```
 */
export function acceptanceComments(changes: readonly PairChange[]): readonly string[] {
  const byIncoming = new Map<string, Set<string>>();
  for (const { incoming, committed } of changes) {
    const names = byIncoming.get(incoming) ?? new Set();
    byIncoming.set(incoming, names.add("type" in committed ? asWritten(committed.type) : "anything"));
  }
  return Array.from(
    byIncoming,
    ([incoming, names]) =>
      `// conflicts:loosens ${asWritten(incoming)} with ${names.has("anything") ? "anything" : [...names].join(", ")} because ...`,
  );
}

interface Acceptance {
  readonly incoming: readonly TypeSelector[];
  readonly committed: readonly TypeSelector[];
  readonly reason: string;
}

const NO_FORM =
  "an acceptance reads // conflicts:loosens NotePinned with NotePinned because REASON; 'anything' can stand on one side only";

function acceptanceCommentsIn({ file, text }: SourceFile): readonly Comment[] {
  if (!text.includes("conflicts:loosens")) return [];
  return parse(text, { file }).tree.comments.filter((comment) => MARK.test(comment.text));
}

/** What a comment says, however it is spaced. */
function wordsOf({ text }: Comment): string {
  return text.replace(MARK, "").trim().replaceAll(/\s+/g, " ");
}

/** Null if the comment does not have the form of an acceptance. */
function acceptanceFrom({ text }: Comment): Acceptance | null {
  const groups = FORM.exec(text.replace(MARK, "").trimEnd())?.groups;
  if (groups === undefined) return null;
  const incoming = selectorsFrom(groups["incoming"] ?? "");
  const committed = selectorsFrom(groups["committed"] ?? "");
  const reason = groups["reason"] ?? "";
  // The "..." of a proposed comment is no reason.
  if (!/\p{L}/u.test(reason)) return null;
  // With 'anything' on both sides it would accept every loosening, whether a reviewer has seen it or not.
  if (incoming.includes(ANYTHING) && committed.includes(ANYTHING)) return null;
  return { incoming, committed, reason };
}

function selectorsFrom(names: string): readonly TypeSelector[] {
  return Array.from(names.matchAll(new RegExp(NAME, "gu")), ([written]) =>
    written === "anything" ? ANYTHING : { type: nameOf(written) },
  );
}

/** Accepts what an acceptance names. @returns What it names although the change does not loosen it. */
function accept(
  { incoming, committed, reason }: Acceptance,
  loosened: readonly PairChange[],
  reasons: Map<PairChange, string>,
): readonly string[] {
  return incoming.flatMap((mine) =>
    committed.flatMap((theirs) => {
      const found = loosened.filter((change) => selectsChange(mine, theirs, change));
      for (const change of found) reasons.set(change, reasons.get(change) ?? reason);
      const pair = `${selectorText(mine)} with ${selectorText(theirs)}`;
      return found.length > 0 ? [] : [`this change does not loosen ${pair}, so there is nothing to accept`];
    }),
  );
}

/** All of a change has to be accepted: one about any other type is accepted by `anything` only. */
function selectsChange(mine: TypeSelector, theirs: TypeSelector, change: PairChange): boolean {
  if (!selectsType(mine, change.incoming)) return false;
  return "type" in change.committed ? selectsType(theirs, change.committed.type) : theirs === ANYTHING;
}

function selectorText(selector: TypeSelector): string {
  return "type" in selector ? typeText(selector.type) : "anything";
}
