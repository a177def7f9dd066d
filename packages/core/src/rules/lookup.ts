/** Finds the rules that judge an incoming event. */

import { subjectKey } from "./canonical-form.ts";
import type { ConflictRule, ConflictRules } from "./conflict-rules.ts";
import { selectsType } from "./matcher.ts";

/** The rules that judge one incoming type: its own rules and barriers. Those with a predicate come last. */
export interface IncomingRules {
  /** A committed event is compatible if none of them holds. */
  readonly rules: readonly ConflictRule[];
  /** Whether at least one of them has a free predicate. */
  readonly havePredicates: boolean;
}

/**
 * The rules for an incoming type in streams of a category; undefined if the type is unregistered there, so that it
 * conflicts with everything. Rules inside the category replace those outside; barriers add to both.
 *
 * It is for tools that show or compare rules. To judge events, use `judge`.
 *
 * @param category - Null for streams of a category that no rule names.
 *
 * @example
 * ```ts
 * const judging = rulesForIncoming(rules, "NotePinned", "board")?.rules ?? "unregistered";
 * ```
 */
export function rulesForIncoming(
  rules: ConflictRules,
  type: string,
  category: string | null,
): IncomingRules | undefined {
  const index = indexOf(rules);
  // Categories without rules of their own share one entry, so the cache is bounded by the rules, not by the data.
  const scope = category !== null && index.categories.has(category) ? category : null;
  const key = subjectKey({ incoming: { type }, category: scope });
  const known = index.resolved.get(key);
  if (known) return known;
  const own =
    index.registered.get(key) ?? index.registered.get(subjectKey({ incoming: { type }, category: null }));
  if (!own) return undefined;
  const barriers = index.barriers.filter(
    (barrier) =>
      selectsType(barrier.incoming, type) && (barrier.category === null || barrier.category === scope),
  );
  const resolved = incomingRules([...own, ...barriers]);
  index.resolved.set(key, resolved);
  return resolved;
}

function incomingRules(rules: readonly ConflictRule[]): IncomingRules {
  const isData = (rule: ConflictRule): boolean => rule.conflictsWhen === null;
  const predicates = rules.filter((rule) => !isData(rule));
  return { rules: [...rules.filter(isData), ...predicates], havePredicates: predicates.length > 0 };
}

interface RuleIndex {
  readonly categories: ReadonlySet<string>;
  readonly registered: ReadonlyMap<string, readonly ConflictRule[]>;
  readonly barriers: readonly ConflictRule[];
  readonly resolved: Map<string, IncomingRules>;
}

const indexes = new WeakMap<ConflictRules, RuleIndex>();

function indexOf(rules: ConflictRules): RuleIndex {
  let index = indexes.get(rules);
  if (!index) indexes.set(rules, (index = buildIndex(rules)));
  return index;
}

function buildIndex({ registrations, rules }: ConflictRules): RuleIndex {
  const registered = new Map<string, ConflictRule[]>();
  for (const { type, category } of registrations) {
    registered.set(subjectKey({ incoming: { type }, category }), []);
  }
  for (const rule of rules) registered.get(subjectKey(rule))?.push(rule);
  const categories = [...registrations, ...rules].flatMap(({ category }) => category ?? []);
  return {
    categories: new Set(categories),
    registered,
    barriers: rules.filter(({ incoming }) => "anythingExcept" in incoming),
    resolved: new Map(),
  };
}
