/** Judges a part of a stream while it reads it, in bounded memory. */

import { MAX_REPORTED_CONFLICTS, type StorageAdapter } from "../adapter/storage-adapter.ts";
import { verdictOf, type ConflictingPair, type Judge, type Verdict } from "../rules/verdict.ts";

/** The part of a stream to judge. */
export interface Window {
  readonly streamId: string;
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

/** Reads the window and judges each of its stored events. */
export async function judgeWindow(
  adapter: Pick<StorageAdapter, "readStream">,
  judge: Judge,
  { streamId, afterVersion, lastVersion }: Window,
): Promise<WindowVerdict> {
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
