/**
 * Reads declarations, each property once. Mistakes of a caller without a compiler become problems. The result is a copy that
 * the caller cannot change.
 */

import { nameProblem } from "../events/names.ts";
import type { Comparison, ConflictPredicate, RuleSource } from "./declaration.ts";
import type { FieldPath, TypeSelector } from "./matcher.ts";
import type { RuleProblem } from "./rule-problem.ts";

/** The maximum number of keys in a field path. Payloads are not nested deeper. */
const MAX_PATH = 64;

const NONE: readonly never[] = Object.freeze([]);

// Placeholders for what could not be read.
const NOTHING: TypeSelector = { anythingExcept: NONE };
const NOWHERE: Readonly<Record<string, unknown>> = {};
const NO_DECLARATION: Omit<ReadDeclaration, "index"> = {
  incoming: NOTHING,
  conflictsWith: NONE,
  when: NONE,
  conflictsWhen: null,
  category: null,
  override: false,
  reason: null,
  source: null,
};

/** A declaration that was read: a copy with every field. */
export interface ReadDeclaration {
  /** Its index among all declarations, from 0. */
  readonly index: number;
  readonly incoming: TypeSelector;
  readonly conflictsWith: readonly TypeSelector[];
  readonly when: readonly Comparison[];
  readonly conflictsWhen: ConflictPredicate | null;
  readonly category: string | null;
  readonly override: boolean;
  readonly reason: string | null;
  readonly source: RuleSource | null;
}

/** The declarations that were read. Use them only if there are no problems. */
export interface ReadDeclarations {
  readonly declarations: readonly ReadDeclaration[];
  readonly problems: readonly RuleProblem[];
}

/** Reads a list of declarations. It throws only if a getter does. */
export function readDeclarations(input: unknown): ReadDeclarations {
  if (!Array.isArray(input)) {
    const message = "the declarations must be a list";
    return {
      declarations: [],
      problems: [{ kind: "malformed", message, types: [], declarations: [], sources: [] }],
    };
  }
  const problems: RuleProblem[] = [];
  const reading: Reading = { problems: [], types: new Map(), fields: new Map() };
  const declarations: ReadDeclaration[] = [];
  for (let index = 0, { length } = input; index < length; index++) {
    const declaration = readDeclaration(input[index], index, reading);
    declarations.push(declaration);
    const sources = declaration.source ? [declaration.source] : [];
    for (const message of reading.problems.splice(0)) {
      problems.push({
        kind: "malformed",
        message: `declaration ${index}: ${message}`,
        types: [],
        declarations: [index],
        sources,
      });
    }
  }
  return { declarations, problems };
}

/** The state while declarations are read one after another. */
interface Reading {
  /** The problems of the declaration that is being read. */
  readonly problems: string[];
  // Many declarations share types and fields: each is checked and created once.
  readonly types: Map<unknown, TypeSelector>;
  readonly fields: Map<unknown, FieldPath>;
}

const DECLARATION_KEYS: ReadonlySet<string> = new Set([
  ...["incoming", "conflictsWith", "when", "conflictsWhen"],
  ...["category", "override", "reason", "source"],
]);
const SELECTOR_KEYS: ReadonlySet<string> = new Set(["type", "anythingExcept"]);
const COMPARISON_KEYS: ReadonlySet<string> = new Set(["mine", "operator", "theirs"]);

/** Reads each property once, because a getter could return another value the second time. */
function readDeclaration(input: unknown, index: number, reading: Reading): ReadDeclaration {
  const { problems } = reading;
  if (!isObject(input)) {
    problems.push("must be { incoming, conflictsWith }");
    return { ...NO_DECLARATION, index };
  }
  refuseUnknown(input, DECLARATION_KEYS, "a declaration", problems);
  const { incoming, conflictsWith, when, conflictsWhen, category, override, reason, source } = input;
  const declaration = {
    index,
    incoming: readSelector(incoming, "the incoming type", reading),
    conflictsWith: readList(conflictsWith, "what it conflicts with", readCommitted, reading),
    when: when === undefined || when === null ? NONE : readList(when, "when", readComparison, reading),
    conflictsWhen: readPredicate(conflictsWhen, problems),
    category: readCategory(category, problems),
    override: readOptional(override, "boolean", "override", problems) ?? false,
    reason: readOptional(reason, "string", "reason", problems),
    source: source === undefined ? null : readSource(source, problems),
  };
  // A declaration with problems may have placeholders, which mean nothing.
  if (problems.length === 0) refuseSenseless(declaration, problems);
  return declaration;
}

/** Refuses declarations that are well formed but make no sense. */
function refuseSenseless(
  { incoming, conflictsWith, when, conflictsWhen, category, override }: ReadDeclaration,
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

function readCommitted(input: unknown, reading: Reading): TypeSelector {
  return readSelector(input, "a committed type", reading);
}

function readSelector(input: unknown, what: string, reading: Reading): TypeSelector {
  const { types, problems } = reading;
  if (!isObject(input)) {
    problems.push(`${what} must be { type } or { anythingExcept }`);
    return NOTHING;
  }
  refuseUnknown(input, SELECTOR_KEYS, what, problems);
  const { type, anythingExcept } = input;
  if ((type === undefined) === (anythingExcept === undefined)) {
    problems.push(`${what} must be either { type } or { anythingExcept }`);
    return NOTHING;
  }
  if (anythingExcept !== undefined) {
    const readExcepted = (name: unknown): string => readName(name, what, problems);
    const excepted = readList(anythingExcept, `${what}: anythingExcept`, readExcepted, reading);
    return Object.freeze({ anythingExcept: Object.freeze(excepted) });
  }
  const same = types.get(type);
  if (same) return same;
  const selector = Object.freeze({ type: readName(type, what, problems) });
  if (problems.length === 0) types.set(type, selector);
  return selector;
}

function readComparison(input: unknown, reading: Reading): Comparison {
  const { problems } = reading;
  if (!isObject(input)) {
    problems.push("a comparison must be { mine, operator, theirs }");
    return { mine: [], operator: "=", theirs: [] };
  }
  refuseUnknown(input, COMPARISON_KEYS, "a comparison", problems);
  const { mine, operator, theirs } = input;
  if (operator !== "=" && operator !== "!=") problems.push("an operator is '=' or '!='");
  return Object.freeze({
    mine: readPath(mine, reading),
    operator: operator === "!=" ? "!=" : "=",
    theirs: readPath(theirs, reading),
  });
}

function readPath(input: unknown, reading: Reading): FieldPath {
  const { fields, problems } = reading;
  const keys = readList(input, "a field path", (key) => key, reading);
  const same = keys.length === 1 ? fields.get(keys[0]) : undefined;
  if (same) return same;
  if (keys.length === 0 || keys.length > MAX_PATH) problems.push(`a field path has 1 to ${MAX_PATH} keys`);
  const path = Object.freeze(keys.map((key) => readName(key, "a key of a field path", problems)));
  if (path.length === 1 && problems.length === 0) fields.set(keys[0], path);
  return path;
}

function readName(input: unknown, what: string, problems: string[]): string {
  const problem = nameProblem(input);
  if (problem !== undefined) problems.push(`${what} ${problem}`);
  return String(input);
}

function readCategory(input: unknown, problems: string[]): string | null {
  if (input === undefined || input === null) return null;
  // A stream whose id begins with '-' has an empty category.
  if (input === "") return input;
  const category = readName(input, "a category", problems);
  if (category.includes("-")) {
    problems.push(`a category ends before the first '-', so no stream is of category '${category}'`);
  }
  return category;
}

function readPredicate(input: unknown, problems: string[]): ConflictPredicate | null {
  if (input === undefined || input === null) return null;
  if (typeof input !== "function") problems.push("conflictsWhen must be a function");
  return input as ConflictPredicate;
}

function readSource(input: unknown, problems: string[]): RuleSource {
  const { file, line, column } = isObject(input) ? input : NOWHERE;
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
): Optional[Type] | null {
  if (input === undefined || input === null) return null;
  if (typeof input !== type) problems.push(`${what} must be a ${type}`);
  return input as Optional[Type];
}

function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

/** Reads every item once; a hole is undefined. */
function readList<Item>(
  input: unknown,
  what: string,
  readItem: (item: unknown, reading: Reading) => Item,
  reading: Reading,
): readonly Item[] {
  if (!Array.isArray(input)) {
    reading.problems.push(`${what} must be a list`);
    return NONE;
  }
  const { length } = input;
  // Most lists have one item. A list that grows reserves memory for more items than it has.
  if (length === 0) return NONE;
  if (length === 1) return [readItem(input[0], reading)];
  const items: Item[] = [];
  for (let index = 0; index < length; index++) items.push(readItem(input[index], reading));
  return items;
}

function refuseUnknown(input: object, keys: ReadonlySet<string>, what: string, problems: string[]): void {
  for (const key in input) {
    if (!keys.has(key) && Object.hasOwn(input, key)) problems.push(`${what} has the unknown key '${key}'`);
  }
}
