/** What there is to say where a pair is not judged as expected. */

import { describeRule, describeSelector, rulesForIncoming, type ConflictRules } from "@truce/core";
import type { Compared, JudgedRule, PairVerdict } from "./judge-pair.ts";
import type { Expectation, Problem, TestEvent } from "./rule-tests.ts";

/** What is wrong with a case, and what explains it. */
export interface Objection extends Problem {
  /** The rules that had a say, and what they compared: whole sentences. */
  readonly notes: readonly string[];
}

/** The word by which a case says that a type conflicts because it has no rule. */
const UNREGISTERED = "unregistered";

/** How many targets of a type a note lists. */
const MAX_LISTED = 8;

/** Null where the verdict is the one that is expected, and for the reason that is expected. */
export function objectionTo(
  verdict: PairVerdict,
  expect: Expectation,
  judged: {
    readonly rules: ConflictRules;
    readonly category: string;
    readonly incoming: TestEvent;
    readonly committed: TestEvent;
  },
): Objection | null {
  const { rules, category, incoming, committed } = judged;
  const pair = `'${incoming.type}' ${verdict.kind === "compatible" ? "is compatible" : "conflicts"} with '${committed.type}'`;
  const isConflict = verdict.kind !== "compatible";
  const notes = notesOn(verdict, rules, category, incoming.type);
  const object = (at: Problem["at"], message: string): Objection => ({
    at,
    message,
    suggestion: null,
    notes,
  });
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
  if (verdict.kind === "unregistered") return because === UNREGISTERED;
  const wanted = inOneLine(because);
  return verdict.rules.some(({ rule }) => inOneLine(rule.reason ?? "").includes(wanted));
}

function isByRule(verdict: PairVerdict, place: NonNullable<Expectation["rule"]>["what"]): boolean {
  if (verdict.kind === "unregistered") return false;
  return verdict.rules.some(
    ({ rule: { source } }) =>
      source?.file === place.file && (place.line === null || source.line === place.line),
  );
}

function inOneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

function notesOn(
  verdict: PairVerdict,
  rules: ConflictRules,
  category: string,
  type: string,
): readonly string[] {
  switch (verdict.kind) {
    case "unregistered":
      return [`'${type}' has no rule, so it conflicts with everything`];
    case "conflict":
      return verdict.rules.flatMap(({ rule, compared }) => [
        `by the rule ${inOneLine(describeRule(rule))}`,
        ...compared.flatMap(doubtOf),
      ]);
    case "compatible":
      return verdict.rules.length > 0 ? verdict.rules.map(whyNot) : [whatInstead(rules, category, type)];
  }
}

function doubtOf({ comparison, mine, theirs }: Compared): readonly string[] {
  const inDoubt = [
    ...(mine === undefined ? [`mine.${comparison.mine.join(".")}`] : []),
    ...(theirs === undefined ? [`theirs.${comparison.theirs.join(".")}`] : []),
  ];
  if (inDoubt.length === 0) return [];
  return [
    `in doubt: ${inDoubt.join(" and ")} ${inDoubt.length > 1 ? "are" : "is"} missing, or nothing that can be compared`,
  ];
}

function whyNot({ rule, compared }: JudgedRule): string {
  const failing = compared
    .filter(({ holds }) => !holds)
    .map(({ comparison: { mine, theirs }, ...values }) => {
      const [here, there] = [values.mine, values.theirs].map((value) => JSON.stringify(value));
      return `mine.${mine.join(".")} is ${here} and theirs.${theirs.join(".")} is ${there}`;
    });
  return `not by the rule ${inOneLine(describeRule(rule))}: ${failing.join(", ")}`;
}

/** What the type conflicts with, where not with this one. */
function whatInstead(rules: ConflictRules, category: string, type: string): string {
  const targets =
    rulesForIncoming(rules, type, category)?.rules.map(({ committed }) => describeSelector(committed)) ?? [];
  const what = [...new Set(targets)];
  return what.length === 0
    ? `'${type}' never conflicts`
    : `'${type}' conflicts with ${what.slice(0, MAX_LISTED).join(", ")}${what.length > MAX_LISTED ? ", ..." : ""}, and with nothing else`;
}
