/** Runs the cases of a test file against rules. Pure: it reads no file, and its results are data. */

import { categoryOf, type ConflictRules } from "@truce/core";
import { categoriesIn, PredicateFailedError, typesIn } from "@truce/core/rules";
import { explain } from "../explain/explain.ts";
import { nearest } from "@truce/rules-dsl";
import { createCoverage, type CoveredRule } from "./coverage.ts";
import { failureOf, UNREGISTERED, type Failure } from "./failure.ts";
import { judgePair, type PairVerdict } from "./judge-pair.ts";
import { missingStream } from "../explain/missing-stream.ts";
import type { RuleTestCase, RuleTests, TestEvent } from "./rule-tests.ts";

/** The results of a test file. */
export interface RuleTestResults {
  /** In the order of the file. */
  readonly cases: readonly CaseResult[];
  /** Every rule, and whether a case has exercised it. */
  readonly coverage: readonly CoveredRule[];
}

/** The result of a case. */
export interface CaseResult {
  /** The case. */
  readonly test: RuleTestCase;
  /** Empty if the case has passed. */
  readonly failures: readonly Failure[];
}

/**
 * Runs cases. Each incoming event of a case is judged against each committed event, and every verdict must be as expected.
 *
 * @param declared - The event types that the rule files declare.
 */
export function runRuleTests(
  tests: RuleTests,
  rules: ConflictRules,
  declared: readonly string[] = [],
): RuleTestResults {
  const known = new Set([...typesIn(rules), ...declared, ...tests.events]);
  const categories = new Set(categoriesIn(rules));
  const coverage = createCoverage(
    rules,
    tests.rules.map(({ file }) => file),
  );
  const cases = tests.cases.map((test): CaseResult => {
    const wrong = [
      ...wrongNames(test, known),
      ...wrongStream(test, categories),
      ...withoutStream(test, rules),
    ];
    if (wrong.length > 0) return { test, failures: wrong };
    const category = test.stream === null ? null : categoryOf(test.stream);
    const failures = pairsOf(test).flatMap(([incoming, committed]) => {
      const verdict = verdictOf(rules, category, incoming, committed);
      if ("message" in verdict) return verdict;
      coverage.note(incoming.type, category, verdict);
      return failureOf(verdict, test.expect, { rules, category, incoming, committed }) ?? [];
    });
    return { test, failures };
  });
  return { cases, coverage: coverage.result() };
}

/** A predicate can fail because the case does not give it the payload that it reads. */
function verdictOf(
  rules: ConflictRules,
  category: string | null,
  incoming: TestEvent,
  committed: TestEvent,
): PairVerdict | Failure {
  try {
    return judgePair(rules, category, incoming, committed);
  } catch (error) {
    if (!(error instanceof PredicateFailedError)) throw error;
    const { cause } = error;
    const why =
      cause === undefined
        ? "returned something that is not a boolean"
        : `threw ${cause instanceof Error ? `an error: ${cause.message}` : "something that is not an error"}`;
    return {
      at: incoming.at,
      message: `'${incoming.type}' cannot be judged against '${committed.type}': a predicate ${why}`,
      suggestion: "give both events the payload that the predicate reads, as 'data'",
      notes: [],
    };
  }
}

function pairsOf({ incoming, committed }: RuleTestCase): readonly (readonly [TestEvent, TestEvent])[] {
  return incoming.flatMap((mine) => committed.map((theirs) => [mine, theirs] as const));
}

/** A misspelt name would prove nothing: it conflicts with nothing or with everything. */
function wrongNames({ incoming, committed }: RuleTestCase, known: ReadonlySet<string>): readonly Failure[] {
  return [...incoming, ...committed].flatMap(({ at, type }) => {
    if (known.has(type)) return [];
    const near = nearest(type, [...known]);
    const suggestion =
      near === undefined
        ? "if there is such an event, list it under 'events'"
        : `did you mean '${near}'? if there is such an event, list it under 'events'`;
    return [{ at, message: `no rule names the event '${type}'`, suggestion, notes: [] }];
  });
}

function wrongStream({ at, stream }: RuleTestCase, categories: ReadonlySet<string>): readonly Failure[] {
  if (stream === null || categories.has(categoryOf(stream))) return [];
  const category = categoryOf(stream);
  const near = nearest(category, [...categories]);
  const suggestion =
    near === undefined ? "leave 'stream' out" : `did you mean '${near}'? if not, leave 'stream' out`;
  return [{ at, message: `no rule is specific to streams of '${category}'`, suggestion, notes: [] }];
}

/**
 * Finds a type that has rules in some categories only, in a case without a stream. Outside these categories the type conflicts
 * with everything, which proves nothing about the rules.
 */
function withoutStream(
  { at, stream, incoming, expect }: RuleTestCase,
  rules: ConflictRules,
): readonly Failure[] {
  if (stream !== null || expect.because?.value === UNREGISTERED) return [];
  for (const { type } of incoming) {
    const missing = missingStream(explain(rules, type, type));
    if (missing === null) continue;
    const message = `${missing.message}, and this case names no stream`;
    return [{ at, message, suggestion: `add 'stream: ${missing.categories[0]}'`, notes: [] }];
  }
  return [];
}
