/** What there is to say where a pair is not judged as expected. */

import type { ConflictRules } from "@truce/core";
import { explain, renderReasons } from "@truce/rules-analysis";
import type { PairVerdict } from "./judge-pair.ts";
import type { Expectation, Problem, TestEvent } from "./rule-tests.ts";

/** What is wrong with a case, and what explains it. */
export interface Objection extends Problem {
  /** The rules that had a say, and what they compared, in lines as `truce explain` has them. */
  readonly notes: readonly string[];
}

/** In a case, this `because` means that the type conflicts because it has no rule. */
export const UNREGISTERED = "unregistered";

/** Null where the verdict is the one that is expected, and for the reason that is expected. */
export function objectionTo(
  verdict: PairVerdict,
  expect: Expectation,
  judged: {
    readonly rules: ConflictRules;
    /** Null for streams of a category that no rule names. */
    readonly category: string | null;
    readonly incoming: TestEvent;
    readonly committed: TestEvent;
  },
): Objection | null {
  const { rules, category, incoming, committed } = judged;
  const pair = `'${incoming.type}' ${verdict.kind === "compatible" ? "is compatible" : "conflicts"} with '${committed.type}'`;
  const isConflict = verdict.kind !== "compatible";
  const object = (at: Problem["at"], message: string): Objection => {
    const reasons = renderReasons(explain(rules, incoming, committed, { category }));
    return { at, message, suggestion: null, notes: reasons.map((line) => line.replace(/^ {2}/, "")) };
  };
  if (isConflict !== (expect.verdict === "conflict")) {
    return object(expect.at, `${pair}, but '${expect.verdict}' is expected`);
  }
  const { because, rule } = expect;
  if (because && !isBecause(verdict, because.what)) {
    return object(because.at, `${pair}, but not because of '${because.what}'`);
  }
  if (rule && !isByRule(verdict, rule.what)) {
    const place = rule.what.line === null ? rule.what.file : `${rule.what.file}:${rule.what.line}`;
    return object(rule.at, `${pair}, but not by a rule of ${place}`);
  }
  return null;
}

function isBecause(verdict: PairVerdict, because: string): boolean {
  if (verdict.kind !== "conflict") return because === UNREGISTERED;
  const wanted = inOneLine(because);
  return verdict.rules.some(({ reason }) => inOneLine(reason ?? "").includes(wanted));
}

function isByRule(verdict: PairVerdict, place: NonNullable<Expectation["rule"]>["what"]): boolean {
  if (verdict.kind !== "conflict") return false;
  return verdict.rules.some(
    ({ source }) => source?.file === place.file && (place.line === null || source.line === place.line),
  );
}

function inOneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
