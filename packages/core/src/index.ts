/** What an application needs: events, conflict rules, the event store and the command handler. */

import "./errors/check-platform.ts";

export {
  createCommandHandler,
  type CommandHandler,
  type CommandHandlerOptions,
  type CommandResult,
  type NothingDecided,
} from "./command-handler/create-command-handler.ts";
export type { Decider } from "./command-handler/decider.ts";
export type { HandleOptions } from "./command-handler/handle-options.ts";
export type { ReadEffort, SnapshotOptions } from "./command-handler/snapshot-options.ts";
export type { ListedStream } from "./adapter/storage-adapter.ts";
export { ContentionError } from "./errors/faults.ts";
export { InvalidInputError } from "./errors/invalid-input-error.ts";
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
export type { JsonObject, JsonScalar, JsonValue } from "./events/json.ts";
export { categoryOf } from "./events/stream-id.ts";
export { DEFAULT_LIMITS, type Limits } from "./input/limits.ts";
export { isTruceError, type TruceErrorCode, type TruceErrorOfCode } from "./is-truce-error.ts";
export { ProcessorFailedError } from "./processing/processor-failed-error.ts";
export { PositionAheadError } from "./subscriptions/position-ahead-error.ts";
export {
  defineProjection,
  memoryTable,
  projectInto,
  type EventHandler,
  type Projection,
  type ProjectionTable,
} from "./projections/projection.ts";
export { ProjectionFailedError } from "./projections/projection-failed-error.ts";
export { createProcessor, type Processor, type WaitOptions } from "./processing/create-processor.ts";
export type { HandleContext, ProcessorOptions } from "./processing/processor-options.ts";
export type { SubscribeOptions } from "./subscriptions/subscribe.ts";
export type { ConflictRules, RuleSet } from "./rules/conflict-rules.ts";
export { defineConflictRules } from "./rules/define-conflict-rules.ts";
export type { ConflictingPair } from "./rules/verdict.ts";
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
export type { ProblemConflict, ProblemDetails, ProblemDetailsOptions } from "./store/problem-details.ts";
export {
  ConflictError,
  IdReusedError,
  StaleDecisionError,
  WrongVersionError,
} from "./store/refusal-errors.ts";
export {
  defineUpcasters,
  type UpcasterDefinition,
  type UpcasterDefinitions,
} from "./upcasters/define-upcasters.ts";
export { InvalidUpcastersError } from "./upcasters/invalid-upcasters-error.ts";
export { UnreadableEventError } from "./upcasters/unreadable-event-error.ts";
export { storedRules } from "./upcasters/stored-rules.ts";
export type { Upcasters } from "./upcasters/upcasters.ts";
export type { RetryOptions } from "./waiting/retry.ts";
