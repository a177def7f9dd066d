/** Judges incoming events against stored events, and reports conflicts in today's terms. */

import type { RecordedEvent } from "../events/event.ts";
import type { ConflictRule, ConflictRules } from "../rules/conflict-rules.ts";
import { rulesForIncoming } from "../rules/lookup.ts";
import { selectsType, type MatchableEvent } from "../rules/matcher.ts";
import { conditionHolds } from "../rules/rule-holds.ts";
import { createJudge, type ConflictingPair, type IncomingInConflict, type Judge } from "../rules/verdict.ts";
import { storedTargets, type StoredTarget } from "./stored-rules.ts";
import { upcast } from "./upcast.ts";
import type { Upcasters } from "./upcasters.ts";

/** A rule of today, and the stored events that it is about. */
interface JudgingRule {
  readonly rule: ConflictRule;
  readonly targets: readonly StoredTarget[];
}

/** An incoming event that conflicts with a stored event, by a rule or without one. */
interface Held {
  readonly event: IncomingInConflict;
  readonly rule: ConflictRule | null;
}

interface JudgedEvent {
  readonly event: IncomingInConflict;
  /** Null if the type is unregistered. */
  readonly rules: readonly JudgingRule[] | null;
}

/**
 * Judges stored events as the stored rules do, so that every merge can be judged again from the log. A predicate is asked
 * about the upcast events. Pairs have today's rule and the upcast event.
 *
 * @param rules - Today's rules; null for a store without rules.
 * @param incoming - Events of today's types.
 * @throws UnreadableEventError (code `unreadable-event`), when a stored event that may conflict cannot be upcast.
 */
export function createStoredJudge(
  rules: ConflictRules | null,
  upcasters: Upcasters | null,
  category: string,
  incoming: readonly MatchableEvent[],
): Judge {
  const today = createJudge(rules, category, incoming);
  if (upcasters === null) return today;

  const judged = incoming.map(({ type, data }, index): JudgedEvent => {
    const judging = rules === null ? undefined : rulesForIncoming(rules, type, category);
    return {
      event: { index, type, data },
      rules: judging?.rules.map((rule) => ({ rule, targets: storedTargets(rule, upcasters) })) ?? null,
    };
  });

  const pairsWith = (stored: RecordedEvent): readonly ConflictingPair[] => {
    const held = judged.flatMap(({ event, rules: own }): readonly Held[] => {
      if (own === null) return [{ event, rule: null }];
      const found = own.find(({ targets }) => targets.some((target) => holds(target, event, stored)));
      return found ? [{ event, rule: found.rule }] : [];
    });
    if (held.length === 0) return [];
    const events = upcast(upcasters, stored);
    const certain = events.flatMap((event) => today.pairsWith(event));
    return held.flatMap(({ event, rule }): readonly ConflictingPair[] => {
      const own = certain.filter((pair) => pair.incoming.index === event.index);
      if (own.length > 0) return own;
      // Without a rule it conflicts with every stored event, even with one that disappears.
      if (rule === null) return today.pairsWith(stored).filter((pair) => pair.incoming.index === event.index);
      // Rules without a predicate come first, so none of those held.
      if (rule.conflictsWhen !== null) return [];
      const committed = events.find(({ type }) => selectsType(rule.committed, type)) ?? events[0] ?? stored;
      return [{ reason: "rule", incoming: event, committed, rule }];
    });
  };
  return { pairsWith, hasConflict: (stored) => pairsWith(stored).length > 0 };
}

function holds({ committed, when }: StoredTarget, incoming: MatchableEvent, stored: RecordedEvent): boolean {
  return selectsType(committed, stored.type) && conditionHolds(when, incoming.data, stored.data);
}
