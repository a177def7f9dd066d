/** Core: the words of the field, conflict rules, the engine, the event store and the contract of storage adapters. */

export {
  MAX_REPORTED_CONFLICTS,
  type AppendedOutcome,
  type AppendOutcome,
  type AppendRequest,
  type ConflictOutcome,
  type IdReusedOutcome,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StorageAdapter,
  type WrongVersionOutcome,
} from "./adapter/storage-adapter.ts";
export {
  createCommandHandler,
  type CommandHandler,
  type CommandHandlerOptions,
  type CommandResult,
  type NothingDecided,
} from "./command-handler/create-command-handler.ts";
export type { HandleOptions } from "./command-handler/handle-options.ts";
export type { Decider } from "./command-handler/decider.ts";
export { describePair, describeRule } from "./errors/describe-conflict.ts";
export {
  AdapterContractError,
  ContentionError,
  OutcomeUnknownError,
  StoreClosedError,
  UnavailableError,
} from "./errors/faults.ts";
export { InvalidInputError } from "./errors/invalid-input-error.ts";
export { InvalidRulesError } from "./errors/invalid-rules-error.ts";
export { isTruceError, type TruceErrorCode, type TruceErrorOfCode } from "./errors/is-truce-error.ts";
export { PredicateFailedError } from "./errors/predicate-failed-error.ts";
export type { ProblemConflict, ProblemDetails, ProblemDetailsOptions } from "./errors/problem-details.ts";
export { ConflictError, IdReusedError, StaleDecisionError, WrongVersionError } from "./errors/refusals.ts";
export { TruceError } from "./errors/truce-error.ts";
export type {
  Event,
  EventOfType,
  EventType,
  Provenance,
  RecordedEvent,
  RecordedFields,
} from "./events/event.ts";
export type { ExpectedVersion } from "./events/expected-version.ts";
export { jsonEquals, type JsonObject, type JsonScalar, type JsonValue } from "./events/json.ts";
export { categoryOf } from "./events/stream-id.ts";
export { DEFAULT_LIMITS, type Limits } from "./input/limits.ts";
export type {
  ConflictRule,
  ConflictRules,
  ConflictRulesNames,
  NamedConflictRules,
  Registration,
  RuleSet,
} from "./rules/conflict-rules.ts";
export type { ConflictRulesFor, NamedField } from "./rules/conflict-rules-for.ts";
export { conflictRulesFrom, type ConflictRulesOptions } from "./rules/conflict-rules-from.ts";
export type { Comparison, ConflictPredicate, RuleDeclaration, RuleSource } from "./rules/declaration.ts";
export {
  defineConflictRules,
  type AnythingExceptTarget,
  type BarrierDefinition,
  type ConflictRulesDefinition,
  type RuleDefinition,
  type RuleDefinitions,
  type StreamRulesDefinition,
  type TargetDefinition,
  type TypeTarget,
} from "./rules/define-conflict-rules.ts";
export {
  canHoldWithout,
  implies,
  type Answer,
  type Conjunction,
  type Effort,
} from "./rules/payload-cases.ts";
export { describeSelector } from "./rules/describe-selector.ts";
export type { FieldOf, SharedField } from "./rules/field-names.ts";
export { categoriesFor, categoriesIn, typesIn } from "./rules/names-in-rules.ts";
export { rulesForIncoming, type IncomingRules } from "./rules/lookup.ts";
export {
  compareScalars,
  matches,
  scalarAt,
  selectsType,
  type ComparableScalar,
  type ComparisonOperator,
  type FieldComparison,
  type FieldPath,
  type MatchableEvent,
  type Matcher,
  type TypeSelector,
} from "./rules/matcher.ts";
export { partiallyEvaluate, type ConflictsWith, type PartialEvaluation } from "./rules/partial-evaluation.ts";
export { conditionHolds, ruleHolds } from "./rules/rule-holds.ts";
export type { RuleProblem } from "./rules/rule-problem.ts";
export { judge, type ConflictingPair, type IncomingInConflict, type Verdict } from "./rules/verdict.ts";
export type {
  AppendResult,
  ConflictCheck,
  ConflictRefusal,
  IdReusedRefusal,
  Refusal,
  StaleDecisionRefusal,
  WrongVersionRefusal,
} from "./store/append-result.ts";
export { createEventStore, type EventStoreOptions } from "./store/create-event-store.ts";
export type { AppendOptions, EventStore, ReadAllOptionsFor } from "./store/event-store.ts";
export type { Evolution, ReadStateOptions, Snapshot } from "./store/evolution.ts";
export type { RetryOptions } from "./store/retry.ts";
