/** What rules say of one pair: an incoming type and a committed one. */

import { canHoldWithout, implies, type ConflictRule, type Conjunction } from "@truce/core/rules";

/** What the rules say of an incoming event of one type and a committed event of another. */
export type PairEntry =
  | {
      /** The incoming type has no rule, so it conflicts whatever was committed. */
      readonly kind: "unregistered";
    }
  | {
      /** No rule lets them conflict, whatever their payloads hold. */
      readonly kind: "never";
    }
  | {
      /** They conflict, whatever their payloads hold. */
      readonly kind: "always";
      /** The rules that say so: one without condition, or several of which one always applies. */
      readonly rules: readonly ConflictRule[];
    }
  | {
      /** It depends on the payloads. */
      readonly kind: "conditional";
      /** They conflict where one of these applies; rules that another covers are left out. */
      readonly rules: readonly ConflictRule[];
    };

const NEVER: PairEntry = { kind: "never" };
const UNREGISTERED: PairEntry = { kind: "unregistered" };
const NOTHING: Conjunction = { when: [], conflictsWhen: null };

/** What rules say that all select the pair. @param rules - Undefined where the incoming type is unregistered. */
export function entryOf(rules: readonly ConflictRule[] | undefined): PairEntry {
  if (!rules) return UNREGISTERED;
  if (rules.length === 0) return NEVER;
  const unconditional = rules.filter(isUnconditional);
  if (unconditional.length > 0) return { kind: "always", rules: unconditional };
  const widest = withoutCovered(rules);
  const isAlways = widest.length > 1 && canHoldWithout(NOTHING, widest) === "no";
  return { kind: isAlways ? "always" : "conditional", rules: widest };
}

/** The ways in which a pair can conflict: it does where one of them holds. */
export function waysToConflict(entry: PairEntry): readonly Conjunction[] {
  if (entry.kind === "never") return [];
  return entry.kind === "conditional" ? entry.rules : [NOTHING];
}

function isUnconditional({ when, conflictsWhen }: ConflictRule): boolean {
  return when.length === 0 && conflictsWhen === null;
}

/** With more rules for one pair than this, covered rules are not removed. */
const MAX_COMPARED = 100;

/** Those that no other covers; of several that say the same, the first. */
function withoutCovered(rules: readonly ConflictRule[]): readonly ConflictRule[] {
  if (rules.length > MAX_COMPARED) return rules;
  return rules.filter(
    (rule, index) =>
      !rules.some(
        (other, place) => place !== index && implies(rule, other) && (place < index || !implies(other, rule)),
      ),
  );
}
