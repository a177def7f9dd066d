/** Where in the files of now a reviewer finds what a change is about. */

import type { ConflictRules } from "@truce/core";
import type { RuleSource } from "@truce/core/rules";
import type { PairChange, PairEntry } from "@truce/rules-analysis";
import type { SourceFile } from "@truce/rules-dsl";

/** A line of a file of now. Lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * The rule that decides the pair now. If there is none any more, the top of the file that had it; null if that file is gone
 * too.
 */
export function placeOfChange(
  change: PairChange,
  rules: { readonly before: ConflictRules; readonly after: ConflictRules },
  files: readonly SourceFile[],
): Place | null {
  const now = sourceOf(change.after, change, rules.after);
  if (now !== null) return { file: now.file, line: now.line };
  const was = sourceOf(change.before, change, rules.before);
  const isStillThere = files.some(({ file }) => file === was?.file);
  return was !== null && isStillThere ? { file: was.file, line: 1 } : null;
}

/** The first rule that says so; if no rule is about the pair, the place that gives the incoming type its rules. */
function sourceOf(
  entry: PairEntry,
  { incoming, streams }: PairChange,
  { registrations }: ConflictRules,
): RuleSource | null {
  if (entry.kind === "unregistered") return null;
  if (entry.kind !== "never") return entry.rules.find(({ source }) => source !== null)?.source ?? null;
  const inCategory = (category: string | null): RuleSource | null =>
    registrations.find((one) => one.type === incoming && one.category === category)?.source ?? null;
  return (streams.category === undefined ? null : inCategory(streams.category)) ?? inCategory(null);
}
