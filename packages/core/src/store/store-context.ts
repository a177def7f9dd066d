/** What every append and every read of a store needs. */

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import { categoryOf } from "../events/stream-id.ts";
import type { ConflictRules } from "../rules/conflict-rules.ts";
import type { MatchableEvent } from "../rules/matcher.ts";
import type { Judge } from "../rules/verdict.ts";
import { createStoredJudge } from "../upcasters/judge-stored.ts";
import type { Upcasters } from "../upcasters/upcasters.ts";
import type { Retry } from "../waiting/retry.ts";

/** The parts of a store. */
export interface StoreContext {
  readonly adapter: StorageAdapter;
  /** In terms of today's types. */
  readonly rules: ConflictRules | null;
  /** The same rules in terms of stored types. */
  readonly storedRules: ConflictRules | null;
  readonly upcasters: Upcasters | null;
  readonly retry: Retry;
}

/** Judges events of today's types against stored events of a stream. */
export function judgeFor(
  { rules, upcasters }: Pick<StoreContext, "rules" | "upcasters">,
  streamId: string,
  incoming: readonly MatchableEvent[],
): Judge {
  return createStoredJudge(rules, upcasters, categoryOf(streamId), incoming);
}
