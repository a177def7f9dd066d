/** Which rules judge an incoming event of a type in a stream of a category. */

import { subjectKey } from "./canonical-form.ts";
import type { ConflictRule, ConflictRules } from "./conflict-rules.ts";
import { selectsType } from "./matcher.ts";

/** The rules that judge one incoming type: its own and the barriers, those that are data before those that are not. */
export interface IncomingRules {
  /** All of them must fail for a committed event to be compatible. */
  readonly rules: readonly ConflictRule[];
  /** Whether a rule among them has a free predicate. */
  readonly havePredicates: boolean;
}

/**
 * The rules for an incoming type in streams of a category, or undefined where the type is unregistered there: it then
 * conflicts with everything. Rules declared inside the category replace those declared outside; barriers add to both.
 *
 * The engine judges by it. It is for tools that show or compare rules; to judge events, use `judge`.
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
