/** Why a pair of events fails a case. */

import type { ConflictRules } from "@truce/core";
import { explain } from "../explain/explain.ts";
import { renderReasons } from "../explain/text.ts";
import type { PairVerdict } from "./judge-pair.ts";
import type { Expectation, Problem, TestEvent } from "./rule-tests.ts";

/** What is wrong with a case, and the explanation. */
export interface Failure extends Problem {
  /** The rules that decided and what they compared, one line each, as `truce explain` prints them. */
  readonly notes: readonly string[];
}

/** As the `because` of a case, this means that the incoming type conflicts because it has no rule. */
export const UNREGISTERED = "unregistered";

/** Compares a verdict with what a case expects. Null if the verdict and its reason are as expected. */
export function failureOf(
  verdict: PairVerdict,
  expect: Expectation,
  judged: {
    readonly rules: ConflictRules;
    /** Null for streams of a category that no rule names. */
    readonly category: string | null;
    readonly incoming: TestEvent;
    readonly committed: TestEvent;
  },
): Failure | null {
  const { rules, category, incoming, committed } = judged;
  const pair = `'${incoming.type}' ${verdict.kind === "compatible" ? "is compatible" : "conflicts"} with '${committed.type}'`;
  const isConflict = verdict.kind !== "compatible";
  const failure = (at: Problem["at"], message: string, suggestion: string | null = null): Failure => {
    const reasons = renderReasons(explain(rules, incoming, committed, { category }));
    return { at, message, suggestion, notes: reasons.map((line) => line.replace(/^ {2}/, "")) };
  };
  if (isConflict !== (expect.verdict === "conflict")) {
    return failure(expect.at, `${pair}, but '${expect.verdict}' is expected`);
  }
  const { because, rule } = expect;
  if (because && !isBecause(verdict, because.value)) {
    return failure(because.at, `${pair}, but not because of '${because.value}'`);
  }
  if (rule && !isByRule(verdict, rule.value)) {
    const place = rule.value.line === null ? rule.value.file : `${rule.value.file}:${rule.value.line}`;
    return failure(rule.at, `${pair}, but not by a rule in ${place}`, hasNoPlace(verdict) ? NO_PLACES : null);
  }
  return null;
}

const NO_PLACES = "rules written in TypeScript have no place: write 'because' instead of 'rule'";

function hasNoPlace(verdict: PairVerdict): boolean {
  return verdict.kind === "conflict" && verdict.rules.every(({ source }) => source === null);
}

function isBecause(verdict: PairVerdict, because: string): boolean {
  if (verdict.kind !== "conflict") return because === UNREGISTERED;
  const wanted = inOneLine(because);
  return verdict.rules.some(({ reason }) => inOneLine(reason ?? "").includes(wanted));
}

function isByRule(verdict: PairVerdict, place: NonNullable<Expectation["rule"]>["value"]): boolean {
  if (verdict.kind !== "conflict") return false;
  return verdict.rules.some(
    ({ source }) => source?.file === place.file && (place.line === null || source.line === place.line),
  );
}

function inOneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
