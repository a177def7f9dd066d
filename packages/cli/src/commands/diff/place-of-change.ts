/** Finds the rules behind a change, in the files. */

import type { ConflictRules } from "@truce/core";
import type { RuleSource } from "@truce/core/rules";
import type { PairChange, PairEntry } from "@truce/rules-analysis";
import type { SourceFile } from "@truce/rules-dsl";
import { isModule } from "@truce/rules-dsl/node";

/** The rules before and after a change. */
export interface BothRules {
  readonly before: ConflictRules;
  readonly after: ConflictRules;
}

/** A line of a file. Lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * The present rule that decides the pair. If there is none any more, the top of the file that had it. Null if that file does
 * not exist any more. Rules in a module have no lines, so the place is the top of the module.
 *
 * @param files - The present files.
 */
export function placeOfChange(
  change: PairChange,
  { before, after }: BothRules,
  files: readonly SourceFile[],
): Place | null {
  const [now] = sourcesOf(change.after, change, after);
  if (now !== undefined) return { file: now.file, line: now.line };
  const [was] = sourcesOf(change.before, change, before);
  const file = files.find((one) => isModule(one.file) || one.file === was?.file)?.file;
  return file === undefined ? null : { file, line: 1 };
}

/** The files with the rules that decided the pair before the change, and with those that decide it now. */
export function filesOfChange(change: PairChange, { before, after }: BothRules): readonly string[] {
  return [...sourcesOf(change.before, change, before), ...sourcesOf(change.after, change, after)].map(
    ({ file }) => file,
  );
}

/** The rules that decide a pair. If no rule is about it, the place that registers the incoming type. */
function sourcesOf(
  entry: PairEntry,
  { incoming, streams }: PairChange,
  { registrations }: ConflictRules,
): readonly RuleSource[] {
  if (entry.kind === "unregistered") return [];
  if (entry.kind !== "never") return entry.rules.flatMap(({ source }) => source ?? []);
  const inCategory = (category: string | null): RuleSource | null =>
    registrations.find((one) => one.type === incoming && one.category === category)?.source ?? null;
  return [(streams.category === undefined ? null : inCategory(streams.category)) ?? inCategory(null)].flatMap(
    (source) => source ?? [],
  );
}
