/** For authors of storage adapters and of conflict rules: what is needed to test them. */

export { arbitraryConflictRules } from "./arbitraries/conflict-rules.ts";
export { arbitraryEventType, CATEGORIES, EVENT_TYPES } from "./arbitraries/event-types.ts";
export { arbitraryExpectation, type Expectation } from "./arbitraries/expectations.ts";
export { arbitraryFaultPlan } from "./arbitraries/faults.ts";
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
export type { ConformanceOptions, TestStore, TestStoreFactory } from "./conformance/conformance.ts";
export { testStorageAdapter } from "./conformance/test-storage-adapter.ts";
export type { ToldAnswer, ToldAppend } from "./history/told-append.ts";
export { faultyAdapter, type Fault } from "./races/faulty-adapter.ts";
export { runHistory } from "./races/run-history.ts";
export { scheduledAdapter, type RaceScheduler } from "./races/scheduled-adapter.ts";
