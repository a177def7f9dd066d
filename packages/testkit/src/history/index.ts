/** The history checker, on its own: it needs neither vitest nor fast-check, so an audit can run it anywhere. */

export { checkHistory, type HistoryToCheck } from "./check-history.ts";
export { MAX_REPORTED_VIOLATIONS, type HistoryCounts, type HistoryReport } from "./findings.ts";
export type { ToldAnswer, ToldAppend } from "./told-append.ts";
export type { Violation, ViolationKind } from "./violation.ts";
