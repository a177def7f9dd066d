/** Renders the difference between two rule sets as text. */

import { conditionText, placeText, type ConflictRule } from "@truce/core/rules";
import {
  typeText,
  styleFrom,
  type Markup,
  type TextStyle,
  listText,
  onOneLine,
} from "@truce/rules-dsl/notation";
import type { PairEntry } from "../tables/pair-entry.ts";
import type { Acceptances } from "./acceptances.ts";
import type { Effect, PairChange, RulesDiff } from "./rules-diff.ts";
import { committedText, countsText, streamsText } from "./words.ts";

/** Options for rendering a difference as text. */
export interface DiffTextOptions {
  /** Markup for loosened and tightened pairs. */
  readonly style?: Partial<TextStyle>;
  /** The loosened pairs that the change accepts. They are listed separately, with the reason. Default: none. */
  readonly acceptances?: Acceptances;
}

const NO_ACCEPTANCES: Acceptances = { reasons: new Map(), problems: [] };

/**
 * A difference as text: how many pairs are loosened, tightened and added, then each pair with the rules before and after.
 * It ends with a line break.
 *
 * @example
 * ```ts
 * console.log(renderDiffText(diffRules(rules, compileOrThrow(files))));
 * ```
 */
export function renderDiffText(diff: RulesDiff, options: DiffTextOptions = {}): string {
  const style = styleFrom(options.style);
  const { changes } = diff;
  const { reasons, problems } = options.acceptances ?? NO_ACCEPTANCES;
  const old = changes.filter((change) => !change.isNew && !reasons.has(change));
  const having = (effect: Effect): readonly PairChange[] => old.filter((change) => change.effect === effect);
  return [
    [style.strong(countsText(diff))],
    typesSection(diff),
    section("Loosened: what conflicted may be merged now", style.depends, having("loosened")),
    section(
      "Loosened for some payloads, and tightened for others",
      style.depends,
      having("loosened-and-tightened"),
    ),
    section("Perhaps loosened: this cannot be decided", style.depends, having("changed")),
    section(
      "Loosened, and accepted by this change",
      style.strong,
      changes.filter((change) => reasons.has(change)),
      reasons,
    ),
    section("Tightened: what was merged may conflict now", style.strong, having("tightened")),
    section(
      "Added: pairs with a new type",
      style.strong,
      changes.filter(({ isNew }) => isNew),
    ),
    problemsSection(problems, style.depends),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(""))
    .join("\n");
}

function typesSection({ types }: RulesDiff): readonly string[] {
  const lines = [
    ["new types", types.added],
    ["types that no rule names any more", types.removed],
    ["types that have rules of their own now", types.registered],
    ["types that have no rules of their own any more, so they conflict with everything", types.unregistered],
  ] as const;
  return lines.flatMap(([what, names]) =>
    names.length > 0 ? [`${what}: ${listText(names.map(typeText), 10)}`] : [],
  );
}

function problemsSection(problems: Acceptances["problems"], markup: Markup): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(({ file, start, message }) => `  ${file}:${start.line}: ${message}`);
  return [markup("Acceptances that do not count"), ...lines.map(onOneLine)];
}

function section(
  heading: string,
  markup: Markup,
  changes: readonly PairChange[],
  reasons: Acceptances["reasons"] = new Map(),
): readonly string[] {
  if (changes.length === 0) return [];
  return [markup(heading), ...grouped(changes, reasons).flatMap((group) => groupLines(group, reasons))];
}

/** Changes of one incoming type that are the same for several committed types. */
type Group = readonly [PairChange, ...PairChange[]];

function grouped(changes: readonly PairChange[], reasons: Acceptances["reasons"]): readonly Group[] {
  const groups = new Map<string, [PairChange, ...PairChange[]]>();
  for (const change of changes) {
    const { incoming, streams, before, after, isNew } = change;
    const key = JSON.stringify([
      incoming,
      streams,
      isNew || entryText(before),
      entryText(after),
      reasons.get(change),
    ]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

function groupLines(group: Group, reasons: Acceptances["reasons"]): readonly string[] {
  const [first] = group;
  const { incoming, streams, before, after, isNew } = first;
  const reason = reasons.get(first);
  const committed = group.map((change) => committedText(change.committed)).join(", ");
  return [
    `  ${typeText(incoming)} with a committed ${committed}${streamsText(streams)}`,
    ...(isNew ? [] : [`    before: ${entryText(before)}`]),
    `    ${isNew ? "" : "now:    "}${entryText(after)}`,
    ...(reason === undefined ? [] : [`    because ${onOneLine(reason)}`]),
  ];
}

/**
 * One change in words: the pair, and the rules before and after.
 *
 * @example
 * ```ts
 * const [change] = diffRules(rules, compileOrThrow(files)).changes;
 * if (change) console.log(describeChange(change).pair);
 * ```
 */
export function describeChange({ incoming, committed, streams, before, after }: PairChange): {
  readonly pair: string;
  readonly before: string;
  readonly after: string;
} {
  return {
    pair: `${typeText(incoming)} with a committed ${committedText(committed)}${streamsText(streams)}`,
    before: entryText(before),
    after: entryText(after),
  };
}

/** What the rules say about a pair, with their location. */
function entryText(entry: PairEntry): string {
  switch (entry.kind) {
    case "never":
      return "never conflicts";
    case "unregistered":
      return "conflicts: the incoming type has no rule";
    case "always":
    case "conditional":
      return entry.rules.map(conflictText).join("; or ");
  }
}

function conflictText(rule: ConflictRule): string {
  const condition = conditionText(rule);
  const place = placeText(rule.source);
  return onOneLine(
    `conflicts${condition === "" ? "" : ` ${condition}`}${place === null ? "" : ` (${place})`}`,
  );
}
