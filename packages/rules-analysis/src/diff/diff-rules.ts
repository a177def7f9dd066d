/** Compares two rule sets by their verdicts. */

import type { ConflictRules } from "@truce/core";
import { selectsType, typesIn } from "@truce/core/rules";
import { createComparer, type EntryComparer } from "./compare-entries.ts";
import { compareRows, type Comparison, type RowChange } from "./compare-rows.ts";
import type {
  ChangeCounts,
  Effect,
  PairChange,
  RulesDiff,
  StreamSelector,
  TypeChanges,
} from "./rules-diff.ts";

/**
 * Compares two rule sets: which pairs of types are judged differently for some payloads, in which streams, and in which
 * direction. The comparison is exact: rules that are written differently but judge alike are not a change.
 *
 * @example
 * ```ts
 * const before = compileOrThrow([{ file: "crm.conflicts", text: "NotePinned conflicts NotePinned\n" }]);
 * const after = compileOrThrow([{ file: "crm.conflicts", text: "NotePinned conflicts NotePinned on noteId\n" }]);
 * const { counts } = diffRules(before, after); // counts.loosened is 1
 * ```
 */
export function diffRules(before: ConflictRules, after: ConflictRules): RulesDiff {
  const comparison: Comparison = { before, after, comparer: createComparer() };
  const known = new Set(typesIn(before));
  const types = new Set([...known, ...typesIn(after)].toSorted());
  const scopes = createScopes(before, after);
  const byIncoming = Array.from(types, (incoming) =>
    changesOf(comparison, incoming, scopes(incoming), known),
  );
  return {
    before: before.fingerprint,
    after: after.fingerprint,
    types: typeChanges(before, after),
    counts: sum(byIncoming.map((changes) => countsOf(changes, known, types))),
    changes: byIncoming.flat(),
  };
}

/** The categories in which an incoming type may be judged differently than in streams of no category of the rules. */
function createScopes(before: ConflictRules, after: ConflictRules): (incoming: string) => readonly string[] {
  const ofBarriers = new Set<string>();
  const ofType = new Map<string, Set<string>>();
  for (const { rules, registrations } of [before, after]) {
    for (const { incoming, category } of rules) {
      if ("anythingExcept" in incoming && category !== null) ofBarriers.add(category);
    }
    for (const { type, category } of registrations) {
      if (category === null) continue;
      const categories = ofType.get(type) ?? new Set();
      ofType.set(type, categories.add(category));
    }
  }
  return (incoming) => [...new Set([...ofBarriers, ...(ofType.get(incoming) ?? [])])].toSorted();
}

/** The changes of an incoming type in all streams. A change that is the same in several categories is listed once. */
function changesOf(
  comparison: Comparison,
  incoming: string,
  categories: readonly string[],
  known: ReadonlySet<string>,
): readonly PairChange[] {
  const keyOf = (change: RowChange): string => changeKey(change, comparison.comparer);
  const elsewhere = compareRows(comparison, incoming, null);
  const common = new Set(elsewhere.map(keyOf));
  const inCategories = categories.map((category) => {
    const changes = compareRows(comparison, incoming, category);
    return { category, changes, keys: new Set(changes.map(keyOf)) };
  });
  const found: readonly (readonly [RowChange, StreamSelector])[] = [
    ...elsewhere.map((change) => {
      const except = inCategories.filter(({ keys }) => !keys.has(keyOf(change)));
      return [change, { anyCategoryExcept: except.map(({ category }) => category) }] as const;
    }),
    ...inCategories.flatMap(({ category, changes }) =>
      changes.filter((change) => !common.has(keyOf(change))).map((change) => [change, { category }] as const),
    ),
  ];
  return found.map(([change, streams]) => ({
    incoming,
    ...change,
    streams,
    isNew: isNew(incoming, change, known),
  }));
}

function changeKey({ committed, before, after }: RowChange, { keyOf }: EntryComparer): string {
  return JSON.stringify([committed, keyOf(before), keyOf(after)]);
}

function isNew(incoming: string, { committed }: RowChange, known: ReadonlySet<string>): boolean {
  return !known.has(incoming) || ("type" in committed && !known.has(committed.type));
}

function typeChanges(before: ConflictRules, after: ConflictRules): TypeChanges {
  const [known, named] = [typesIn(before), typesIn(after)];
  const [had, has] = [registeredIn(before), registeredIn(after)];
  return {
    added: without(named, known),
    removed: without(known, named),
    registered: without(without(has, had), without(named, known)),
    unregistered: without(without(had, has), without(known, named)),
  };
}

function registeredIn({ registrations }: ConflictRules): readonly string[] {
  return [...new Set(registrations.map(({ type }) => type))].toSorted();
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const taken = new Set(others);
  return names.filter((name) => !taken.has(name));
}

function countsOf(
  changes: readonly PairChange[],
  known: ReadonlySet<string>,
  all: ReadonlySet<string>,
): ChangeCounts {
  const old = changes.filter((change) => !change.isNew);
  const having = (...effects: readonly Effect[]): number =>
    pairsOf(
      old.filter(({ effect }) => effects.includes(effect)),
      known,
    );
  return {
    loosened: having("loosened", "loosened-and-tightened", "changed"),
    tightened: having("tightened", "loosened-and-tightened"),
    undecided: having("changed"),
    added: pairsOf(
      changes.filter((change) => change.isNew),
      all,
    ),
  };
}

/** How many committed types the changes of one incoming type are about. All types that are not named count as one. */
function pairsOf(changes: readonly PairChange[], types: ReadonlySet<string>): number {
  const named = new Set(
    changes
      .flatMap(({ committed }) => ("type" in committed ? [committed.type] : committed.anythingExcept))
      .filter((type) => types.has(type)),
  );
  const met = [...named].filter((type) => changes.some(({ committed }) => selectsType(committed, type)));
  const meetsOthers = changes.some(({ committed }) => "anythingExcept" in committed);
  return met.length + (meetsOthers ? types.size - named.size + 1 : 0);
}

function sum(counts: readonly ChangeCounts[]): ChangeCounts {
  const total = (of: (one: ChangeCounts) => number): number => counts.reduce((all, one) => all + of(one), 0);
  return {
    loosened: total(({ loosened }) => loosened),
    tightened: total(({ tightened }) => tightened),
    undecided: total(({ undecided }) => undecided),
    added: total(({ added }) => added),
  };
}
