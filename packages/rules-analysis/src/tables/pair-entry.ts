/** What rules say about one pair: an incoming type and a committed one. */

import { canHoldWithout, implies, type ConflictRule, type Conjunction } from "@truce/core/rules";

/** What the rules say about an incoming event of one type and a committed event of another. */
export type PairEntry =
  | {
      /** The incoming type has no rule, so it conflicts with everything. */
      readonly kind: "unregistered";
    }
  | {
      /** They never conflict, whatever their payloads are. */
      readonly kind: "never";
    }
  | {
      /** They conflict, whatever their payloads are. */
      readonly kind: "always";
      /** The rules that say so: rules without a condition, or several rules of which at least one always applies. */
      readonly rules: readonly ConflictRule[];
    }
  | {
      /** It depends on the payloads. */
      readonly kind: "conditional";
      /** They conflict if one of these rules applies. Rules that another rule covers are left out. */
      readonly rules: readonly ConflictRule[];
    };

const NEVER: PairEntry = { kind: "never" };
const UNREGISTERED: PairEntry = { kind: "unregistered" };
const NOTHING: Conjunction = { when: [], conflictsWhen: null };

/** @param rules - The rules that select the pair. Undefined if the incoming type is unregistered. */
export function entryOf(rules: readonly ConflictRule[] | undefined): PairEntry {
  if (!rules) return UNREGISTERED;
  if (rules.length === 0) return NEVER;
  const unconditional = rules.filter(isUnconditional);
  if (unconditional.length > 0) return { kind: "always", rules: unconditional };
  const widest = withoutCovered(rules);
  const isAlways = widest.length > 1 && canHoldWithout(NOTHING, widest) === "no";
  return { kind: isAlways ? "always" : "conditional", rules: widest };
}

/** The conditions under which a pair conflicts: at least one must hold. */
export function waysToConflict(entry: PairEntry): readonly Conjunction[] {
  if (entry.kind === "never") return [];
  return entry.kind === "conditional" ? entry.rules : [NOTHING];
}

function isUnconditional({ when, conflictsWhen }: ConflictRule): boolean {
  return when.length === 0 && conflictsWhen === null;
}

/** With more rules for one pair than this, covered rules are not removed. */
const MAX_COMPARED = 100;

/** The rules that no other rule covers. If several say the same, the first. */
function withoutCovered(rules: readonly ConflictRule[]): readonly ConflictRule[] {
  if (rules.length > MAX_COMPARED) return rules;
  return rules.filter(
    (rule, index) =>
      !rules.some(
        (other, place) => place !== index && implies(rule, other) && (place < index || !implies(other, rule)),
      ),
  );
}
