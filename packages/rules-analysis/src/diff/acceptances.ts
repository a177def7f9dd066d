/**
 * `// conflicts:loosens NotePinned with NotePinned because ...`: a loosening that a change makes on purpose. The comment counts
 * only in the change that adds it, so it never accepts a later loosening.
 */

import { asWritten, selectsType, type TypeSelector } from "@truce/core/rules";
import {
  lineStartsOf,
  locationOf,
  parse,
  type Comment,
  type Location,
  type SourceFile,
} from "@truce/rules-dsl";
import { nameOf, typeText } from "@truce/rules-dsl/notation";
import { isLoosening, type PairChange, type RulesDiff } from "./rules-diff.ts";

/** The loosened pairs that a change accepts, and why. */
export interface Acceptances {
  /** The reason for each accepted change. */
  readonly reasons: ReadonlyMap<PairChange, string>;
  /** Comments that name a pair that the change does not loosen, and malformed comments. */
  readonly problems: readonly AcceptanceProblem[];
}

/** A comment that names a pair that the change does not loosen, or a malformed comment. */
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
 * Finds the loosened pairs that are accepted by comments which the change adds.
 *
 * @param before - The files before the change. A comment that is already in one of them does not count.
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
 * Proposes comments that would accept these changes, once a person has filled in the reason.
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

/** The words of a comment, whatever its spacing. */
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
  // The "..." of a proposed comment does not count as a reason.
  if (!/\p{L}/u.test(reason)) return null;
  // With 'anything' on both sides, the comment would accept every loosening, even one that no reviewer has seen.
  if (incoming.includes(ANYTHING) && committed.includes(ANYTHING)) return null;
  return { incoming, committed, reason };
}

function selectorsFrom(names: string): readonly TypeSelector[] {
  return Array.from(names.matchAll(new RegExp(NAME, "gu")), ([written]) =>
    written === "anything" ? ANYTHING : { type: nameOf(written) },
  );
}

/** Accepts the pairs of an acceptance. @returns A problem for each pair that the change does not loosen. */
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

/** Whether a side of an acceptance covers all types of a change. Only `anything` covers a change for all other types. */
function selectsChange(mine: TypeSelector, theirs: TypeSelector, change: PairChange): boolean {
  if (!selectsType(mine, change.incoming)) return false;
  return "type" in change.committed ? selectsType(theirs, change.committed.type) : theirs === ANYTHING;
}

function selectorText(selector: TypeSelector): string {
  return "type" in selector ? typeText(selector.type) : "anything";
}
