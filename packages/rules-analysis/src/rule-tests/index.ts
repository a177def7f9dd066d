/** Rule tests: cases as data that say how pairs of events must be judged. */

export { mergedCoverage, type CoveredRule } from "./coverage.ts";
export type { Failure } from "./failure.ts";
export { readRuleTests, type ReadRuleTests } from "./read-rule-tests.ts";
export type {
  Expectation,
  Placed,
  Problem,
  RuleFile,
  RulePlace,
  RuleTestCase,
  RuleTests,
  TestEvent,
} from "./rule-tests.ts";
export { runRuleTests, type CaseResult, type RuleTestResults } from "./run-rule-tests.ts";
