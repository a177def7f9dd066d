/** What a tool for conflict rules needs: declarations, the engine, and descriptions in words. */

import "../errors/check-platform.ts";

export {
  isConflictRules,
  type ConflictRule,
  type ConflictRulesNames,
  type NamedConflictRules,
  type Registration,
} from "./conflict-rules.ts";
export type { ConflictRulesFor, NamedField } from "./conflict-rules-for.ts";
export { comparisonText, conditionText, fieldText } from "./condition-text.ts";
export {
  checkDeclarations,
  conflictRulesFrom,
  type CheckedDeclarations,
  type ConflictRulesOptions,
} from "./conflict-rules-from.ts";
export type { Comparison, ConflictPredicate, RuleDeclaration, RuleSource } from "./declaration.ts";
export type {
  AnythingExceptTarget,
  BarrierDefinition,
  ConflictRulesDefinition,
  RuleDefinition,
  RuleDefinitions,
  StreamRulesDefinition,
  TargetDefinition,
  TypeTarget,
} from "./define-conflict-rules.ts";
export { describePair, describeRule } from "./describe-pair.ts";
export type { FieldOf, SharedField } from "./field-names.ts";
export { InvalidRulesError } from "./invalid-rules-error.ts";
export { rulesForIncoming, type IncomingRules } from "./lookup.ts";
export {
  compareScalars,
  scalarAt,
  selectsType,
  type ComparableScalar,
  type ComparisonOperator,
  type FieldPath,
  type MatchableEvent,
  type TypeSelector,
} from "./matcher.ts";
export { categoriesFor, categoriesIn, typesIn } from "./names-in-rules.ts";
export { partiallyEvaluate, type PartialEvaluation } from "./partial-evaluation.ts";
export { canHoldWithout, implies, type Answer, type Conjunction, type Effort } from "./payload-cases.ts";
export { PredicateFailedError } from "./predicate-failed-error.ts";
export { LATER_WORDS, RESERVED_WORDS, type ReservedWordText } from "./reserved-words.ts";
export { conditionHolds, ruleHolds } from "./rule-holds.ts";
export type { RuleProblem } from "./rule-problem.ts";
export { placeText, ruleText } from "./rule-text.ts";
export { judge, type IncomingInConflict, type Verdict } from "./verdict.ts";
export { asWritten, inQuotes } from "./written-names.ts";
