/** Tests for storage adapters and conflict rules. */

export { arbitraryConflictRules } from "./arbitraries/conflict-rules.ts";
export { arbitraryEventType, CATEGORIES, EVENT_TYPES } from "./arbitraries/event-types.ts";
export { arbitraryExpectation, type Expectation } from "./arbitraries/expectations.ts";
export {
  arbitraryHistory,
  type AppendStep,
  type History,
  type HistoryConstraints,
  type ReadStep,
  type RepeatStep,
  type Step,
} from "./arbitraries/history.ts";
export { arbitraryPayload, arbitraryScalar, FIELD_PATHS } from "./arbitraries/payloads.ts";
export { arbitraryRuleDeclarations, type RuleConstraints } from "./arbitraries/rule-declarations.ts";
export { arbitraryUpcastPair, type UpcastPair } from "./arbitraries/upcast-pair.ts";
export { arbitraryUpcasting, type UpcasterConstraints, type Upcasting } from "./arbitraries/upcasters.ts";
export type { ConformanceOptions } from "./conformance/conformance.ts";
export type { TestStore, TestStoreFactory } from "./conformance/test-store.ts";
export { testStorageAdapter } from "./conformance/test-storage-adapter.ts";
export type { ClientObservation, ObservedOutcome } from "./history/client-observation.ts";
export { arbitraryFaultPlan } from "./races/fault-plan.ts";
export { faultyAdapter, type Fault } from "./races/faulty-adapter.ts";
export { runHistory } from "./races/run-history.ts";
export { scheduledAdapter, type RaceScheduler } from "./races/scheduled-adapter.ts";
