/** The difference between two rule sets as text for people. */

import type { ConflictRule } from "@truce/core";
import { conditionText } from "../text/condition-text.ts";
import { placeText, typeText } from "../text/rule-text.ts";
import { styleFrom, type Markup, type TextStyle } from "../text/text-style.ts";
import { listText, onOneLine } from "../text/text-width.ts";
import type { PairEntry } from "../tables/pair-entry.ts";
import type { Effect, PairChange, RulesDiff } from "./rules-diff.ts";
import { committedText, countsText, streamsText } from "./words.ts";

/** How a difference is shown as text. */
export interface DiffTextOptions {
  /** Marks up what is looser and what is stricter. */
  readonly style?: Partial<TextStyle>;
}

/**
 * A difference as text: how many pairs are loosened, tightened and added, and each of them with what the rules said and say.
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
  const old = changes.filter((change) => !change.isNew);
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
    section("Changed, and perhaps loosened: it cannot be decided", style.depends, having("changed")),
    section("Tightened: what was merged may conflict now", style.strong, having("tightened")),
    section(
      "Added: what changes for types that are new",
      style.strong,
      changes.filter(({ isNew }) => isNew),
    ),
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

function section(heading: string, markup: Markup, changes: readonly PairChange[]): readonly string[] {
  if (changes.length === 0) return [];
  return [markup(heading), ...grouped(changes).flatMap(groupLines)];
}

/** Changes of one incoming type that say the same of several committed types. */
type Group = readonly [PairChange, ...PairChange[]];

function grouped(changes: readonly PairChange[]): readonly Group[] {
  const groups = new Map<string, [PairChange, ...PairChange[]]>();
  for (const change of changes) {
    const { incoming, streams, before, after, isNew } = change;
    const key = JSON.stringify([incoming, streams, isNew || entryText(before), entryText(after)]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

function groupLines(group: Group): readonly string[] {
  const [{ incoming, streams, before, after, isNew }] = group;
  const committed = group.map((change) => committedText(change.committed)).join(", ");
  return [
    `  ${typeText(incoming)} with a committed ${committed}${streamsText(streams)}`,
    ...(isNew ? [] : [`    before: ${entryText(before)}`]),
    `    ${isNew ? "" : "now:    "}${entryText(after)}`,
  ];
}

/** What the rules say of a pair, and where. */
function entryText(entry: PairEntry): string {
  switch (entry.kind) {
    case "never":
      return "never conflicts";
    case "unregistered":
      return "conflicts: the incoming type has no rule";
    case "always":
    case "conditional":
      return entry.rules.map(ruleText).join("; or ");
  }
}

function ruleText(rule: ConflictRule): string {
  const condition = conditionText(rule);
  const place = placeText(rule.source);
  return onOneLine(
    `conflicts${condition === "" ? "" : ` ${condition}`}${place === null ? "" : ` (${place})`}`,
  );
}
