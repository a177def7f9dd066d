/** The history checker alone. It needs neither vitest nor fast-check, so an audit can run it anywhere. */

export { checkHistory, type HistoryToCheck } from "./check-history.ts";
export type { ClientObservation, ObservedOutcome } from "./client-observation.ts";
export { MAX_REPORTED_VIOLATIONS, type HistoryCounts, type HistoryReport } from "./findings.ts";
export type { Violation, ViolationKind } from "./violation.ts";
