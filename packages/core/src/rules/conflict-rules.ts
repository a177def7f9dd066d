/** The registry of conflict rules: an immutable value with a canonical form. */

import type { Comparison, ConflictPredicate, RuleSource } from "./declaration.ts";
import type { TypeSelector } from "./matcher.ts";

/** One rule in canonical form: one incoming selector against one committed selector. */
export interface ConflictRule {
  /** A single type, or `anythingExcept` for a barrier. */
  readonly incoming: TypeSelector;
  /** The committed types that it conflicts with. */
  readonly committed: TypeSelector;
  /** Null where the rule counts in streams of every category. */
  readonly category: string | null;
  /** All must hold for a conflict; when in doubt they do. In the order in which they were written. */
  readonly when: readonly Comparison[];
  /** A free predicate that must say so too, or null. */
  readonly conflictsWhen: ConflictPredicate | null;
  /** Why, in the words of the team; no part of the canonical form. */
  readonly reason: string | null;
  /** Where it was written; no part of the canonical form. */
  readonly source: RuleSource | null;
}

/** An event type that has a rule, be it an empty one. */
export interface Registration {
  /** The event type. */
  readonly type: string;
  /** Null where the registration counts in streams of every category. */
  readonly category: string | null;
  /**
   * Why, in the words of the team; no part of the canonical form. Of several declarations that register the type, the
   * one that comes first by file and place tells: it is what there is to say of a type that never conflicts.
   */
  readonly reason: string | null;
  /** Where that declaration was written; no part of the canonical form. */
  readonly source: RuleSource | null;
}

/** A rule set as it is stored with the events that it judged. */
export interface RuleSet {
  /** `sha256:` and the hash of the canonical JSON in hexadecimal. */
  readonly fingerprint: string;
  /**
   * The rules as JSON by RFC 8785 (JSON Canonicalization Scheme), everything sorted and nothing twice: enough to judge
   * every append again, by any program.
   */
  readonly canonicalJson: string;
}

/**
 * The whole registry. It cannot be changed; equal rules have equal fingerprints, in whatever order and in whatever
 * files they were written. Made by `defineConflictRules`, `conflictRulesFrom`, or compiled from `.conflicts` files.
 */
export interface ConflictRules extends RuleSet {
  /** The event types that have a rule. All others conflict with everything. */
  readonly registrations: readonly Registration[];
  /** Every rule, in canonical order. A registration without one never conflicts. */
  readonly rules: readonly ConflictRule[];
}

/**
 * A registry of which the compiler knows what it names, as the modules of `truce build` have it. An event store for a
 * union of events takes it only where the union has all of these names: one that is misspelt on either side does not
 * compile.
 */
export interface NamedConflictRules<Type extends string, Field extends string = never> extends ConflictRules {
  /** For the compiler only: no registry has it at run time. */
  readonly "~names"?: ConflictRulesNames<Type, Field> | undefined;
}

/** What a registry names, for the compiler. */
export interface ConflictRulesNames<Type extends string, Field extends string> {
  /** The event types. */
  readonly types: Type;
  /** The payload fields that conditions compare, each as `NotePinned on noteId`. */
  readonly fields: Field;
}

/** Marks a registry that was built here, across several loaded copies of the package. It is not copied with `...`. */
const CONFLICT_RULES = Symbol.for("truce.conflict-rules");

/** Marks a registry as one that has been checked and whose fingerprint is its own. */
export function markConflictRules(rules: ConflictRules): ConflictRules {
  return Object.defineProperty(rules, CONFLICT_RULES, { value: true });
}

/**
 * Whether a value is a registry that this package made, in any loaded copy of it. A copy of a registry is not one.
 *
 * @example
 * ```ts
 * const exported: unknown = rules;
 * if (isConflictRules(exported)) console.log(exported.fingerprint);
 * ```
 */
export function isConflictRules(value: unknown): value is ConflictRules {
  return typeof value === "object" && value !== null && Object.hasOwn(value, CONFLICT_RULES);
}
