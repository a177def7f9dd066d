/** Judges a part of a stream while it reads it, in bounded memory. */

import { MAX_REPORTED_CONFLICTS, type StorageAdapter } from "../adapter/storage-adapter.ts";
import { categoryOf } from "../events/stream-id.ts";
import type { ConflictRules } from "../rules/conflict-rules.ts";
import type { MatchableEvent } from "../rules/matcher.ts";
import { createJudge, verdictOf, type ConflictingPair, type Verdict } from "../rules/verdict.ts";

/** The events to judge, and the part of the stream to judge them against. */
export interface Window {
  readonly streamId: string;
  readonly incoming: readonly MatchableEvent[];
  /** Only events with a higher version. */
  readonly afterVersion: number;
  /** Only events up to and including this version. */
  readonly lastVersion: number;
}

/** The verdict on a window. */
export interface WindowVerdict {
  /** The verdict on the first {@link MAX_REPORTED_CONFLICTS} conflicting events. The others are only counted. */
  readonly verdict: Verdict;
  /** How many committed events conflict. */
  readonly count: number;
  /** How many events the window has. */
  readonly length: number;
}

/** Reads the window and judges each of its events. */
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
