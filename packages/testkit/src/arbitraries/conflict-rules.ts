import type { ConflictRules } from "@truce/core";
import { conflictRulesFrom } from "@truce/core/rules";
import type { Arbitrary } from "fast-check";
import { arbitraryRuleDeclarations, type RuleConstraints } from "./rule-declarations.ts";

/**
 * Conflict rules of every shape, for the event types and payloads that the other arbitraries generate.
 *
 * @example
 * ```ts
 * fc.assert(fc.property(arbitraryConflictRules(), (rules) => rules.fingerprint.startsWith("sha256:")));
 * ```
 */
export function arbitraryConflictRules(constraints: RuleConstraints = {}): Arbitrary<ConflictRules> {
  return arbitraryRuleDeclarations(constraints).map((declarations) => conflictRulesFrom(declarations));
}
