/** Judges one incoming event against one committed event, and returns every rule that makes them conflict. */

import type { ConflictRules, RecordedEvent } from "@truce/core";
import { ruleHolds, rulesForIncoming, type ConflictRule, type MatchableEvent } from "@truce/core/rules";

/** What the rules decide about a pair. */
export type PairVerdict =
  | { readonly kind: "compatible" }
  /** The incoming type has no rule: it conflicts with everything. */
  | { readonly kind: "unregistered" }
  /** These rules make the pair conflict; at least one. The engine names only the first. */
  | { readonly kind: "conflict"; readonly rules: readonly ConflictRule[] };

/**
 * Judges a pair as the engine does.
 *
 * @param category - Null for streams of a category that no rule names.
 * @throws PredicateFailedError (code `predicate-failed`) if a free predicate of the rules throws or returns no boolean.
 */
export function judgePair(
  rules: ConflictRules,
  category: string | null,
  incoming: MatchableEvent,
  committed: MatchableEvent,
): PairVerdict {
  const judging = rulesForIncoming(rules, incoming.type, category);
  if (!judging) return { kind: "unregistered" };
  const recorded = asRecorded(committed, `${category ?? "stream"}-1`);
  const holding = judging.rules.filter((rule) => ruleHolds(rule, incoming, recorded));
  return holding.length > 0 ? { kind: "conflict", rules: holding } : { kind: "compatible" };
}

/** A test case gives an event's type and payload. A free predicate may ask for the rest too. */
function asRecorded({ type, data }: MatchableEvent, streamId: string): RecordedEvent {
  return {
    ...{ type, data, metadata: {}, streamId },
    ...{ id: "committed", version: 1, position: 1, recordedAt: new Date(0) },
    provenance: {
      expectedVersion: 0,
      append: { id: "append", index: 0, count: 1 },
      rules: null,
    },
  };
}
