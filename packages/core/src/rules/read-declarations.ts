/**
 * Reads what was handed over as declarations, once and whole: what a caller without a compiler got wrong is a problem, and
 * what comes out is a copy that nobody else holds.
 */

import { nameProblem } from "../events/names.ts";
import type { Comparison, ConflictPredicate, RuleDeclaration, RuleSource } from "./declaration.ts";
import type { FieldPath, TypeSelector } from "./matcher.ts";
import type { RuleProblem } from "./rule-problem.ts";

/** The longest field path, in keys: payloads are not nested deeper. */
const MAX_PATH = 64;

/** Stands where nothing could be read. */
const NOTHING: TypeSelector = { anythingExcept: [] };

/** What was read. The declarations are of use only where there is no problem. */
export interface ReadDeclarations {
  readonly declarations: readonly RuleDeclaration[];
  readonly problems: readonly RuleProblem[];
}

/** Reads a list of declarations. It never throws, unless a getter does. */
export function readDeclarations(input: unknown): ReadDeclarations {
  if (!Array.isArray(input)) {
    const message = "the declarations must be a list";
    return { declarations: [], problems: [{ kind: "malformed", message, declarations: [], sources: [] }] };
  }
  const problems: RuleProblem[] = [];
  const declarations = Array.from({ length: input.length }, (_, index) => {
    const messages: string[] = [];
    const declaration = readDeclaration(input[index], messages);
    const sources = declaration.source ? [declaration.source] : [];
    for (const message of messages) {
      problems.push({
        kind: "malformed",
        message: `declaration ${index}: ${message}`,
        declarations: [index],
        sources,
      });
    }
    return declaration;
  });
  return { declarations, problems };
}

function readDeclaration(input: unknown, problems: string[]): RuleDeclaration {
  if (!isObject(input)) {
    problems.push("must be { incoming, conflictsWith }");
    return { incoming: NOTHING, conflictsWith: [] };
  }
  const { incoming, conflictsWith, when, conflictsWhen, category, override, reason, source, ...unknown } = {
    ...input,
  };
  refuseUnknown(unknown, "a declaration", problems);
  const declaration = {
    incoming: readSelector(incoming, "the incoming type", problems),
    conflictsWith: readList(conflictsWith, "what it conflicts with", problems).map((selector) =>
      readSelector(selector, "a committed type", problems),
    ),
    when: readList(when ?? [], "when", problems).map((comparison) => readComparison(comparison, problems)),
    conflictsWhen: readPredicate(conflictsWhen, problems),
    category: readCategory(category, problems),
    override: readOptional(override, "boolean", "override", problems) ?? false,
    reason: readOptional(reason, "string", "reason", problems),
    source: source === undefined ? undefined : readSource(source, problems),
  };
  // What could not be read makes no sense anyway.
  if (problems.length === 0) problems.push(...senseless(declaration));
  return declaration;
}

/** What is well formed and cannot be meant. */
function* senseless({
  incoming,
  conflictsWith,
  when = [],
  conflictsWhen,
  category = null,
  override = false,
}: RuleDeclaration): Generator<string> {
  const isBarrier = "anythingExcept" in incoming;
  if (isBarrier && conflictsWith.length === 0) {
    yield "a rule for anything must conflict with something: types that never conflict are named one by one";
  }
  if (conflictsWith.length === 0 && (when.length > 0 || conflictsWhen)) {
    yield "a type that never conflicts cannot have a condition";
  }
  if (override && isBarrier)
    yield "a rule for anything overrides nothing: it adds to the rules of every type";
  if (override && category === null) {
    yield "an override replaces the rules for all streams in those of one category: name the category";
  }
}

function readSelector(input: unknown, what: string, problems: string[]): TypeSelector {
  if (!isObject(input)) {
    problems.push(`${what} must be { type } or { anythingExcept }`);
    return NOTHING;
  }
  const { type, anythingExcept, ...unknown } = { ...input };
  refuseUnknown(unknown, what, problems);
  if ((type === undefined) === (anythingExcept === undefined)) {
    problems.push(`${what} must be either { type } or { anythingExcept }`);
    return NOTHING;
  }
  if (anythingExcept === undefined) return { type: readName(type, what, problems) };
  const excepted = readList(anythingExcept, `${what}: anythingExcept`, problems);
  return { anythingExcept: excepted.map((name) => readName(name, what, problems)) };
}

function readComparison(input: unknown, problems: string[]): Comparison {
  if (!isObject(input)) {
    problems.push("a comparison must be { mine, operator, theirs }");
    return { mine: [], operator: "=", theirs: [] };
  }
  const { mine, operator, theirs, ...unknown } = { ...input };
  refuseUnknown(unknown, "a comparison", problems);
  if (operator !== "=" && operator !== "!=") problems.push("an operator is '=' or '!='");
  return {
    mine: readPath(mine, problems),
    operator: operator === "!=" ? "!=" : "=",
    theirs: readPath(theirs, problems),
  };
}

function readPath(input: unknown, problems: string[]): FieldPath {
  const path = readList(input, "a field path", problems);
  if (path.length === 0 || path.length > MAX_PATH) problems.push(`a field path has 1 to ${MAX_PATH} keys`);
  return path.map((key) => readName(key, "a key of a field path", problems));
}

function readName(input: unknown, what: string, problems: string[]): string {
  const problem = nameProblem(input);
  if (problem !== undefined) problems.push(`${what} ${problem}`);
  return String(input);
}

function readCategory(input: unknown, problems: string[]): string | null {
  if (input === undefined || input === null) return null;
  // The category of a stream whose id begins with '-' is empty.
  if (input === "") return input;
  const category = readName(input, "a category", problems);
  if (category.includes("-")) {
    problems.push(`a category ends before the first '-', so no stream is of category '${category}'`);
  }
  return category;
}

function readPredicate(input: unknown, problems: string[]): ConflictPredicate | undefined {
  if (input === undefined || input === null) return undefined;
  if (typeof input !== "function") problems.push("conflictsWhen must be a function");
  return input as ConflictPredicate;
}

function readSource(input: unknown, problems: string[]): RuleSource {
  const { file, line, column }: Readonly<Record<string, unknown>> = isObject(input) ? { ...input } : {};
  const isPlace = Number.isSafeInteger(line) && Number.isSafeInteger(column);
  if (typeof file !== "string" || !isPlace) problems.push("source must be { file, line, column }");
  return { file: String(file), line: Number(line), column: Number(column) };
}

interface Optional {
  readonly boolean: boolean;
  readonly string: string;
}

function readOptional<Type extends keyof Optional>(
  input: unknown,
  type: Type,
  what: string,
  problems: string[],
): Optional[Type] | undefined {
  if (input === undefined || input === null) return undefined;
  if (typeof input !== type) problems.push(`${what} must be a ${type}`);
  return input as Optional[Type];
}

/** Copied with `...`, each of its properties is read once. */
function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

function readList(input: unknown, what: string, problems: string[]): readonly unknown[] {
  if (Array.isArray(input)) return Array.from({ length: input.length }, (_, index): unknown => input[index]);
  problems.push(`${what} must be a list`);
  return [];
}

function refuseUnknown(unknown: object, what: string, problems: string[]): void {
  for (const key of Object.keys(unknown)) problems.push(`${what} has the unknown key '${key}'`);
}
