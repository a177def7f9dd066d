/** Judges a stretch of a stream while it is being read, however long it is. */

import { MAX_REPORTED_CONFLICTS, type StorageAdapter } from "../adapter/storage-adapter.ts";
import { categoryOf } from "../events/stream-id.ts";
import type { ConflictRules } from "../rules/conflict-rules.ts";
import type { MatchableEvent } from "../rules/matcher.ts";
import { createJudge, verdictOf, type ConflictingPair, type Verdict } from "../rules/verdict.ts";

/** What is judged against what. */
export interface Window {
  readonly streamId: string;
  readonly incoming: readonly MatchableEvent[];
  /** Only events with a higher version. */
  readonly afterVersion: number;
  /** Only events up to and with this version. */
  readonly lastVersion: number;
}

/** The verdict on a window. */
export interface WindowVerdict {
  /** Of the first {@link MAX_REPORTED_CONFLICTS} conflicting events: those beyond are only counted. */
  readonly verdict: Verdict;
  /** How many committed events conflict. */
  readonly count: number;
  /** How many events the window was found to have. */
  readonly length: number;
}

/** Reads and judges. What it keeps is bounded, whatever the length of the window. */
export async function judgeWindow(
  {
    adapter,
    rules,
  }: { readonly adapter: Pick<StorageAdapter, "readStream">; readonly rules: ConflictRules | null },
  { streamId, incoming, afterVersion, lastVersion }: Window,
): Promise<WindowVerdict> {
  const judge = createJudge(rules, categoryOf(streamId), incoming);
  const pairs: ConflictingPair[] = [];
  let count = 0;
  let length = 0;
  for await (const committed of adapter.readStream(streamId, {
    afterVersion,
    beforeVersion: lastVersion + 1,
  })) {
    length++;
    if (count >= MAX_REPORTED_CONFLICTS) {
      if (judge.hasConflict(committed)) count++;
      continue;
    }
    const found = judge.pairsWith(committed);
    if (found.length > 0) count++;
    pairs.push(...found);
  }
  return { verdict: verdictOf(pairs), count, length };
}
