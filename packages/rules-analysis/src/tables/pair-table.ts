/** The table of a rule set: what it says about every pair of types, in the streams of one category. */

import type { ConflictRules } from "@truce/core";
import { rulesForIncoming, type ConflictRule } from "@truce/core/rules";
import { entryOf, type PairEntry } from "./pair-entry.ts";

/** Stands for all types that no rule names, because rules treat them alike. */
export const ANY_OTHER_TYPE = null;

/** The name of a type, or null for any type that no rule names. */
export type TypeName = string | typeof ANY_OTHER_TYPE;

/** What the rules say about an incoming type. */
export interface TableRow {
  /** What they say about it and a committed type. */
  readonly entryWith: (committed: TypeName) => PairEntry;
  /** The committed types that its rules name. All others have the entry of any other type. */
  readonly named: ReadonlySet<string>;
  /** Its own rules and the barriers that apply to it. Undefined if it is unregistered. */
  readonly rules: readonly ConflictRule[] | undefined;
}

/** The row of an incoming type. @param category - Null for streams of a category that no rule names. */
export function rowOf(rules: ConflictRules, incoming: TypeName, category: string | null): TableRow {
  // Only a type that a rule names can be registered.
  const own = incoming === null ? undefined : rulesForIncoming(rules, incoming, category)?.rules;
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
