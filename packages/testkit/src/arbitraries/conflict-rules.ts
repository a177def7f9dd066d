/** Whole rule sets. */

import type { ConflictRules } from "@truce/core";
import { conflictRulesFrom } from "@truce/core/rules";
import type { Arbitrary } from "fast-check";
import { arbitraryRuleDeclarations, type RuleConstraints } from "./rule-declarations.ts";

/**
 * Conflict rules of every shape, about the event types and payloads that the other arbitraries make.
 *
 * @example
 * ```ts
 * fc.assert(fc.property(arbitraryConflictRules(), (rules) => rules.fingerprint.startsWith("sha256:")));
 * ```
 */
export function arbitraryConflictRules(constraints: RuleConstraints = {}): Arbitrary<ConflictRules> {
  return arbitraryRuleDeclarations(constraints).map((declarations) => conflictRulesFrom(declarations));
}
