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
  const declarations: RuleDeclaration[] = [];
  const problems: RuleProblem[] = [];
  const known: Known = { types: new Map(), fields: new Map() };
  for (let index = 0, { length } = input; index < length; index++) {
    const reading: Reading = { known, problems: [] };
    const declaration = readDeclaration(input[index], reading);
    declarations.push(declaration);
    const sources = declaration.source ? [declaration.source] : [];
    for (const message of reading.problems) {
      problems.push({
        kind: "malformed",
        message: `declaration ${index}: ${message}`,
        declarations: [index],
        sources,
      });
    }
  }
  return { declarations, problems };
}

/** The reading of one declaration. */
interface Reading {
  /** What is wrong with it. */
  readonly problems: string[];
  /** What is the same in many declarations is checked once, and made once. */
  readonly known: Known;
}

interface Known {
  readonly types: Map<unknown, TypeSelector>;
  readonly fields: Map<unknown, FieldPath>;
}

const DECLARATION_KEYS: ReadonlySet<string> = new Set([
  ...["incoming", "conflictsWith", "when", "conflictsWhen"],
  ...["category", "override", "reason", "source"],
]);
const SELECTOR_KEYS: ReadonlySet<string> = new Set(["type", "anythingExcept"]);
const COMPARISON_KEYS: ReadonlySet<string> = new Set(["mine", "operator", "theirs"]);

function readDeclaration(input: unknown, reading: Reading): RuleDeclaration {
  const { problems } = reading;
  if (!isObject(input)) {
    problems.push("must be { incoming, conflictsWith }");
    return { incoming: NOTHING, conflictsWith: [] };
  }
  const copy = { ...input };
  refuseUnknown(copy, DECLARATION_KEYS, "a declaration", problems);
  const declaration = {
    incoming: readSelector(copy["incoming"], "the incoming type", reading),
    conflictsWith: readList(copy["conflictsWith"], "what it conflicts with", problems, (selector) =>
      readSelector(selector, "a committed type", reading),
    ),
    when: readList(copy["when"] ?? [], "when", problems, (comparison) => readComparison(comparison, reading)),
    conflictsWhen: readPredicate(copy["conflictsWhen"], problems),
    category: readCategory(copy["category"], problems),
    override: readOptional(copy["override"], "boolean", "override", problems) ?? false,
    reason: readOptional(copy["reason"], "string", "reason", problems),
    source: copy["source"] === undefined ? undefined : readSource(copy["source"], problems),
  };
  // What could not be read makes no sense anyway.
  if (problems.length === 0) refuseSenseless(declaration, problems);
  return declaration;
}

/** What is well formed and cannot be meant. */
function refuseSenseless(
  { incoming, conflictsWith, when = [], conflictsWhen, category, override }: RuleDeclaration,
  problems: string[],
): void {
  const isBarrier = "anythingExcept" in incoming;
  if (isBarrier && conflictsWith.length === 0) {
    problems.push(
      "a rule for anything must conflict with something: types that never conflict are named one by one",
    );
  }
  if (conflictsWith.length === 0 && (when.length > 0 || conflictsWhen)) {
    problems.push("a type that never conflicts cannot have a condition");
  }
  if (override && isBarrier) {
    problems.push("a rule for anything overrides nothing: it adds to the rules of every type");
  }
  if (override && category === null) {
    problems.push(
      "an override replaces the rules for all streams in those of one category: name the category",
    );
  }
}

function readSelector(input: unknown, what: string, { known, problems }: Reading): TypeSelector {
  if (!isObject(input)) {
    problems.push(`${what} must be { type } or { anythingExcept }`);
    return NOTHING;
  }
  const copy = { ...input };
  const { type, anythingExcept } = copy;
  refuseUnknown(copy, SELECTOR_KEYS, what, problems);
  if ((type === undefined) === (anythingExcept === undefined)) {
    problems.push(`${what} must be either { type } or { anythingExcept }`);
    return NOTHING;
  }
  if (anythingExcept !== undefined) {
    const excepted = readList(anythingExcept, `${what}: anythingExcept`, problems, (name) =>
      readName(name, what, problems),
    );
    return Object.freeze({ anythingExcept: Object.freeze(excepted) });
  }
  const same = known.types.get(type);
  if (same) return same;
  const selector = Object.freeze({ type: readName(type, what, problems) });
  if (problems.length === 0) known.types.set(type, selector);
  return selector;
}

function readComparison(input: unknown, reading: Reading): Comparison {
  const { problems } = reading;
  if (!isObject(input)) {
    problems.push("a comparison must be { mine, operator, theirs }");
    return { mine: [], operator: "=", theirs: [] };
  }
  const copy = { ...input };
  const { mine, operator, theirs } = copy;
  refuseUnknown(copy, COMPARISON_KEYS, "a comparison", problems);
  if (operator !== "=" && operator !== "!=") problems.push("an operator is '=' or '!='");
  return Object.freeze({
    mine: readPath(mine, reading),
    operator: operator === "!=" ? "!=" : "=",
    theirs: readPath(theirs, reading),
  });
}

function readPath(input: unknown, { known, problems }: Reading): FieldPath {
  const keys = readList(input, "a field path", problems, (key) => key);
  const same = keys.length === 1 ? known.fields.get(keys[0]) : undefined;
  if (same) return same;
  if (keys.length === 0 || keys.length > MAX_PATH) problems.push(`a field path has 1 to ${MAX_PATH} keys`);
  const path = Object.freeze(keys.map((key) => readName(key, "a key of a field path", problems)));
  if (path.length === 1 && problems.length === 0) known.fields.set(keys[0], path);
  return path;
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
  return Object.freeze({ file: String(file), line: Number(line), column: Number(column) });
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

/** Reads every item once; a hole is undefined. */
function readList<Item>(
  input: unknown,
  what: string,
  problems: string[],
  readItem: (item: unknown) => Item,
): readonly Item[] {
  if (!Array.isArray(input)) {
    problems.push(`${what} must be a list`);
    return [];
  }
  const items: Item[] = [];
  for (let index = 0, { length } = input; index < length; index++) items.push(readItem(input[index]));
  return items;
}

function refuseUnknown(copy: object, keys: ReadonlySet<string>, what: string, problems: string[]): void {
  for (const key in copy) {
    if (!keys.has(key) && Object.hasOwn(copy, key)) problems.push(`${what} has the unknown key '${key}'`);
  }
}
