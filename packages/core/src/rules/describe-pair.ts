/** Conflicting pairs and rules in words, for error messages. */

import { categoryOf } from "../events/stream-id.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import { placeText, ruleText } from "./rule-text.ts";
import type { ConflictingPair } from "./verdict.ts";

/**
 * A conflicting pair in one sentence, with its rule and the place of the rule.
 *
 * @example
 * ```ts
 * describePair(pair);
 * // "'ClientValueUpgraded' conflicts with 'ClientValueUpgraded' at version 4 by rule
 * //  ClientValueUpgraded conflicts ClientValueUpgraded (crm.conflicts:3: two people adjusted the same value)"
 * ```
 */
export function describePair(pair: ConflictingPair): string {
  const { type, version } = pair.committed;
  const claim = `'${pair.incoming.type}' conflicts with '${type}' at version ${version}`;
  return pair.reason === "unregistered"
    ? `${claim}: ${describeUnregistered(pair)}, so it conflicts with everything`
    : `${claim} by rule ${describeRule(pair.rule)}`;
}

/** How many categories a message names, at most. */
const MAX_NAMED_CATEGORIES = 5;

/** Why an event type has no rule: there is none at all, or the rules are for streams of other categories. */
function describeUnregistered({
  incoming,
  committed,
  registeredIn,
}: Extract<ConflictingPair, { reason: "unregistered" }>): string {
  if (registeredIn.length === 0) return `'${incoming.type}' has no rule`;
  const named = registeredIn.slice(0, MAX_NAMED_CATEGORIES).map((category) => `'${category}'`);
  const others = registeredIn.length - named.length;
  return (
    `'${incoming.type}' has no rules for streams of category '${categoryOf(committed.streamId)}'; ` +
    `it has rules for ${named.join(", ")}${others > 0 ? ` and ${others} more` : ""}`
  );
}

/** A rule in the `.conflicts` language, with its place and reason in parentheses if they are known. */
export function describeRule(rule: ConflictRule): string {
  const notes = [placeText(rule.source), rule.reason].filter((note) => note !== null);
  return ruleText(rule) + (notes.length > 0 ? ` (${notes.join(": ")})` : "");
}
