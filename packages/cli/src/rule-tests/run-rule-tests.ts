/** Runs the cases of a test file against rules: pure, and its results are data. */

import { categoryOf, type ConflictRules } from "@truce/core";
import { typesIn } from "@truce/core/rules";
import { explain } from "@truce/rules-analysis";
import { nearest } from "@truce/rules-dsl";
import { missingStream } from "./missing-stream.ts";
import { createCoverage, type CoveredRule } from "./coverage.ts";
import { judgePair } from "./judge-pair.ts";
import { objectionTo, UNREGISTERED, type Objection } from "./objection.ts";
import type { RuleTestCase, RuleTests, TestEvent } from "./rule-tests.ts";

/** What became of the cases of a file. */
export interface RuleTestResults {
  /** In the order of the file. */
  readonly cases: readonly CaseResult[];
  /** Every rule, and whether a case has exercised it. */
  readonly coverage: readonly CoveredRule[];
}

/** What became of a case. */
export interface CaseResult {
  readonly test: RuleTestCase;
  /** What is wrong: with a name, or with pairs that are not judged as expected. None where the case has passed. */
  readonly objections: readonly Objection[];
}

/**
 * Runs cases. Every incoming event of a case is held against every committed one, and each pair must be judged as
 * expected: a list stands for as many cases.
 *
 * @param declared - The event types that the rule files declare.
 */
export function runRuleTests(
  tests: RuleTests,
  rules: ConflictRules,
  declared: readonly string[] = [],
): RuleTestResults {
  const known = new Set([...typesIn(rules), ...declared, ...tests.events]);
  const categories = new Set(
    [...rules.registrations, ...rules.rules].flatMap(({ category }) => category ?? []),
  );
  const other = noneOf(categories);
  const coverage = createCoverage(rules);
  const cases = tests.cases.map((test): CaseResult => {
    const wrong = [
      ...wrongNames(test, known),
      ...wrongStream(test, categories),
      ...withoutStream(test, rules),
    ];
    if (wrong.length > 0) return { test, objections: wrong };
    const category = test.stream === null ? null : categoryOf(test.stream);
    const objections = pairsOf(test).flatMap(([incoming, committed]) => {
      const verdict = judgePair(rules, category ?? other, incoming, committed);
      coverage.note(incoming.type, category ?? other, verdict);
      return objectionTo(verdict, test.expect, { rules, category, incoming, committed }) ?? [];
    });
    return { test, objections };
  });
  return { cases, coverage: coverage.result() };
}

function pairsOf({ incoming, committed }: RuleTestCase): readonly (readonly [TestEvent, TestEvent])[] {
  return incoming.flatMap((mine) => committed.map((theirs) => [mine, theirs] as const));
}

/** A name that is misspelt would prove nothing: nothing conflicts with it, or everything does. */
function wrongNames({ incoming, committed }: RuleTestCase, known: ReadonlySet<string>): readonly Objection[] {
  return [...incoming, ...committed].flatMap(({ at, type }) => {
    if (known.has(type)) return [];
    const near = nearest(type, [...known]);
    const suggestion =
      near === undefined
        ? "if there is such an event, list it under 'events'"
        : `did you mean '${near}'? if there is such an event, list it under 'events'`;
    return [{ at, message: `no rule knows the event '${type}'`, suggestion, notes: [] }];
  });
}

function wrongStream({ at, stream }: RuleTestCase, categories: ReadonlySet<string>): readonly Objection[] {
  if (stream === null || categories.has(categoryOf(stream))) return [];
  const category = categoryOf(stream);
  const near = nearest(category, [...categories]);
  const suggestion =
    near === undefined ? "leave 'stream' out" : `did you mean '${near}'? else leave 'stream' out`;
  return [{ at, message: `no rule is for streams of '${category}' alone`, suggestion, notes: [] }];
}

/** Outside every category with rules for its type, an event conflicts with everything, which proves nothing about the rules. */
function withoutStream(
  { at, stream, incoming, expect }: RuleTestCase,
  rules: ConflictRules,
): readonly Objection[] {
  if (stream !== null || expect.because?.what === UNREGISTERED) return [];
  for (const { type } of incoming) {
    const missing = missingStream(explain(rules, type, type));
    if (missing === null) continue;
    const message = `${missing.message}, and this case names no stream`;
    return [{ at, message, suggestion: `add 'stream: ${missing.categories[0]}'`, notes: [] }];
  }
  return [];
}

/** A category that no rule is for. */
function noneOf(categories: ReadonlySet<string>): string {
  let category = "";
  while (categories.has(category)) category += "x";
  return category;
}
