/** The table of a rule set: what it says of every pair of types, in the streams of one category. */

import {
  rulesForIncoming,
  selectsType,
  type ConflictRule,
  type ConflictRules,
  type TypeSelector,
} from "@truce/core";
import { entryOf, type PairEntry } from "./pair-entry.ts";

/** A type that no rule names; there is nothing else to know of it. */
export const ANY_OTHER_TYPE = null;

/** The name of a type, or null for any type that no rule names. */
export type TypeName = string | typeof ANY_OTHER_TYPE;

/** A category that no stream can have, so that no rule names it: it stands for those that no rule names. */
export const NO_CATEGORY = "-";

/** What the rules say of an incoming type. */
export interface TableRow {
  /** What they say of it with a committed type. */
  readonly entryWith: (committed: TypeName) => PairEntry;
  /** The committed types that its rules name; all others are as any other type. */
  readonly named: ReadonlySet<string>;
  /** Its own rules and the barriers that meet it; undefined where it is unregistered. */
  readonly rules: readonly ConflictRule[] | undefined;
}

/** The row of an incoming type. @param category - Null for streams of a category that no rule names. */
export function rowOf(rules: ConflictRules, incoming: TypeName, category: string | null): TableRow {
  // Only a type that a rule names can be registered.
  const own =
    incoming === null ? undefined : rulesForIncoming(rules, incoming, category ?? NO_CATEGORY)?.rules;
  const byType = new Map<string, ConflictRule[]>();
  const wide: { readonly rule: ConflictRule; readonly except: ReadonlySet<string> }[] = [];
  for (const rule of own ?? []) {
    const { committed } = rule;
    if ("anythingExcept" in committed) wide.push({ rule, except: new Set(committed.anythingExcept) });
    else appendTo(byType, committed.type, rule);
  }
  const entries = new Map<TypeName, PairEntry>();
  const named = new Set([...byType.keys(), ...wide.flatMap(({ except }) => [...except])]);
  const find = (committed: TypeName): PairEntry => {
    if (!own) return entryOf(own);
    const others = wide.filter(({ except }) => committed === null || !except.has(committed));
    const direct = committed === null ? [] : (byType.get(committed) ?? []);
    return entryOf([...direct, ...others.map(({ rule }) => rule)]);
  };
  return {
    rules: own,
    named,
    entryWith: (committed) => {
      const key = committed !== null && named.has(committed) ? committed : ANY_OTHER_TYPE;
      const entry = entries.get(key) ?? find(key);
      entries.set(key, entry);
      return entry;
    },
  };
}

function appendTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Every event type that a rule names, in alphabetical order by code units. */
export function typesIn({ registrations, rules }: ConflictRules): readonly string[] {
  const names = new Set<string>();
  for (const { type } of registrations) names.add(type);
  for (const { incoming, committed } of rules) {
    for (const selector of [incoming, committed]) for (const name of namesIn(selector)) names.add(name);
  }
  return [...names].toSorted();
}

/** Every category that a rule names, in alphabetical order by code units. */
export function categoriesIn({ registrations, rules }: ConflictRules): readonly string[] {
  const categories = new Set([...registrations, ...rules].flatMap(({ category }) => category ?? []));
  return [...categories].toSorted();
}

/** Every category in whose streams an incoming type has other rules than elsewhere, in alphabetical order by code units. */
export function categoriesFor({ registrations, rules }: ConflictRules, incoming: string): readonly string[] {
  const own = registrations.filter(({ type }) => type === incoming);
  const barriers = rules.filter(
    (rule) => "anythingExcept" in rule.incoming && selectsType(rule.incoming, incoming),
  );
  // A barrier alone registers nothing, so it changes nothing for a type that has no rule in those streams.
  const isRegistered = own.some(({ category }) => category === null);
  const categories = new Set(
    [...own, ...(isRegistered ? barriers : [])].flatMap(({ category }) => category ?? []),
  );
  return [...categories].toSorted();
}

function namesIn(selector: TypeSelector): readonly string[] {
  return "type" in selector ? [selector.type] : selector.anythingExcept;
}
