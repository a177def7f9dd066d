/** What the types forbid but a caller without a compiler can still hand over. */

import { nameProblem } from "../events/names.ts";
import type { RuleProblem } from "./contradictions.ts";
import type { RuleDeclaration, RuleSource } from "./declaration.ts";
import type { TypeSelector } from "./matcher.ts";

/** Every malformed declaration, in order. */
export function findMalformed(declarations: readonly RuleDeclaration[]): readonly RuleProblem[] {
  return declarations.flatMap((declaration, index) =>
    [...problemsOf(declaration)].map((message) => ({
      kind: "malformed" as const,
      message: `declaration ${index}: ${message}`,
      declarations: [index],
      sources: (declaration as RuleDeclaration | null)?.source ? [declaration.source as RuleSource] : [],
    })),
  );
}

function* problemsOf(declaration: RuleDeclaration | null): Generator<string> {
  if (typeof declaration !== "object" || declaration === null) {
    yield "must be { incoming, conflictsWith }";
    return;
  }
  yield* selectorProblems(declaration.incoming, "the incoming type");
  if (!Array.isArray(declaration.conflictsWith)) {
    yield "what it conflicts with must be a list";
    return;
  }
  for (const selector of declaration.conflictsWith) yield* selectorProblems(selector, "a committed type");
  if (declaration.conflictsWith.length === 0 && isBarrier(declaration.incoming)) {
    yield "a rule for anything must conflict with something: types that never conflict are named one by one";
  }
  yield* conditionProblems(declaration);
  if (typeof declaration.category === "string" && declaration.category.includes("-")) {
    yield `a category ends before the first '-', so no stream is of category '${declaration.category}'`;
  }
  if (declaration.override === true && (declaration.category ?? null) === null) {
    yield "an override replaces the rules for all streams in those of one category: name the category";
  }
}

function* selectorProblems(selector: unknown, what: string): Generator<string> {
  if (typeof selector !== "object" || selector === null) {
    yield `${what} must be { type } or { anythingExcept }`;
    return;
  }
  const { type, anythingExcept, ...unknown } = selector as Readonly<
    Record<"type" | "anythingExcept", unknown>
  >;
  const unknownKeys = Object.keys(unknown);
  if (unknownKeys.length > 0) yield `${what} has the unknown key '${unknownKeys.join("', '")}'`;
  if ((type === undefined) === (anythingExcept === undefined)) {
    yield `${what} must be either { type } or { anythingExcept }`;
  } else if (anythingExcept === undefined) {
    yield* typeNameProblems(type, what);
  } else if (!Array.isArray(anythingExcept)) {
    yield `${what}: anythingExcept must be a list of event types`;
  } else {
    for (const excepted of anythingExcept) yield* typeNameProblems(excepted, what);
  }
}

function isBarrier(selector: TypeSelector | undefined): boolean {
  return typeof selector === "object" && "anythingExcept" in selector;
}

function* typeNameProblems(type: unknown, what: string): Generator<string> {
  const problem = nameProblem(type);
  if (problem) yield `${what} ${problem}`;
}

function* conditionProblems({ when, conflictsWhen }: RuleDeclaration): Generator<string> {
  if (conflictsWhen !== undefined && typeof conflictsWhen !== "function")
    yield "conflictsWhen must be a function";
  if (when === undefined) return;
  if (!Array.isArray(when)) {
    yield "when must be a list of comparisons";
    return;
  }
  for (const comparison of when) {
    const { mine, operator, theirs } = (comparison ?? {}) as Partial<Record<string, unknown>>;
    if (!isPath(mine) || !isPath(theirs)) yield "a field path is a list of one or more keys";
    if (operator !== "=" && operator !== "!=")
      yield `an operator is '=' or '!=', not ${JSON.stringify(operator)}`;
  }
}

function isPath(path: unknown): boolean {
  return Array.isArray(path) && path.length > 0 && path.every((key) => typeof key === "string" && key !== "");
}
