/** The registry of conflict rules: an immutable value with a canonical form. */

import type { Comparison, ConflictPredicate, RuleSource } from "./declaration.ts";
import type { TypeSelector } from "./matcher.ts";

/** One rule in canonical form: one incoming selector against one committed selector. */
export interface ConflictRule {
  /** A single type, or `anythingExcept` for a barrier. */
  readonly incoming: TypeSelector;
  /** The committed types that it conflicts with. */
  readonly committed: TypeSelector;
  /** The rule applies only in streams of this category; null if it applies in all streams. */
  readonly category: string | null;
  /** All of them must hold for a conflict, in the order of writing. A comparison in doubt holds. */
  readonly when: readonly Comparison[];
  /** A free predicate that must return true for a conflict too, or null. */
  readonly conflictsWhen: ConflictPredicate | null;
  /** Why the team wrote the rule. Not part of the canonical form. */
  readonly reason: string | null;
  /** Where the rule was written. Not part of the canonical form. */
  readonly source: RuleSource | null;
}

/** An event type that has a rule, possibly one without conflicts. */
export interface Registration {
  /** The event type. */
  readonly type: string;
  /** The registration applies only in streams of this category; null if it applies in all streams. */
  readonly category: string | null;
  /**
   * Why the team wrote the rule. It is taken from the declaration of the type that comes first by file and place. Not part of
   * the canonical form. For a type that never conflicts it is the only reason, because such a type has no rules.
   */
  readonly reason: string | null;
  /** Where that declaration was written. Not part of the canonical form. */
  readonly source: RuleSource | null;
}

/** A rule set as it is stored with the events that it judged. */
export interface RuleSet {
  /** `sha256:` and the hash of the canonical JSON in hexadecimal. */
  readonly fingerprint: string;
  /**
   * The rules as JSON by RFC 8785 (JSON Canonicalization Scheme), sorted and without repetitions. Any program can re-check
   * every append with it.
   */
  readonly canonicalJson: string;
}

/**
 * The registry of conflict rules. It is immutable. Equal rules have equal fingerprints, whatever the order and the files in
 * which they were written. Create it with `defineConflictRules` or `conflictRulesFrom`, or compile it from `.conflicts` files.
 */
export interface ConflictRules extends RuleSet {
  /** The event types that have a rule. All others conflict with everything. */
  readonly registrations: readonly Registration[];
  /** Every rule, in canonical order. A registration without one never conflicts. */
  readonly rules: readonly ConflictRule[];
}

/**
 * A registry whose names the compiler knows, as in the modules that `truce build` writes. An event store for a union of
 * events accepts it only if the union has all of these names, so a misspelt name does not compile.
 */
export interface NamedConflictRules<Type extends string, Field extends string = never> extends ConflictRules {
  /** For the compiler only. It does not exist at run time. */
  readonly "~names"?: ConflictRulesNames<Type, Field> | undefined;
}

/** The names in a registry, for the compiler. */
export interface ConflictRulesNames<Type extends string, Field extends string> {
  /** The event types. */
  readonly types: Type;
  /** The payload fields that conditions compare, each as `NotePinned on noteId`. */
  readonly fields: Field;
}

/** Marks a registry in every loaded copy of the package. A copy made with `...` does not have the mark. */
const CONFLICT_RULES = Symbol.for("truce.conflict-rules");

/** Marks a registry as checked: its fingerprint is that of its rules. */
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
