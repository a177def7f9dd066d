/**
 * A reference interpreter of syntax trees. It shares no code with the checker and the compiler, and is written to be obviously
 * correct, not fast.
 */

import { posix } from "node:path";
import type { JsonValue } from "@truce/core";
import type {
  Anything,
  Condition,
  FileTree,
  Group,
  Reference,
  Rule,
  SidedField,
  Statement,
  Stream,
} from "@truce/rules-dsl";

/** A file of a project, parsed. */
export interface InterpretedFile {
  readonly file: string;
  readonly tree: FileTree;
  /** Whether the file is only imported, and not a file of the project. */
  readonly isImportOnly: boolean;
}

interface Happening {
  readonly type: string;
  readonly data: JsonValue;
}

/** A statement and its place. */
interface Placed<Node> {
  readonly node: Node;
  readonly file: InterpretedFile;
  readonly block: Stream | null;
}

/** Whether an incoming event conflicts with a committed one in streams of a category. The project has no errors. */
export function conflicts(
  files: readonly InterpretedFile[],
  category: string,
  incoming: Happening,
  committed: Happening,
): boolean {
  const own = rulesInForce(files, category, incoming.type);
  // A type that is not the subject of a rule conflicts with everything.
  if (own.length === 0) return true;
  return [...own, ...barriersFor(files, category, incoming.type)].some(
    ({ node, file, block }) =>
      isTarget(files, file, block, node, committed.type) &&
      holds(node.condition, incoming.data, committed.data),
  );
}

/**
 * What a line `incoming never conflicts committed` would mean in a scope: in the streams of a category or, if it is null, in all
 * streams in which the rules outside of blocks apply to the type.
 */
export function judgeDecision(
  files: readonly InterpretedFile[],
  scope: string | null,
  incoming: string,
  committed: string,
  categories: readonly string[],
): "right" | "contradicted" | "of an unregistered type" {
  // No rule is only for streams of this category.
  const elsewhere = "elsewhere";
  if (rulesInForce(files, scope ?? elsewhere, incoming).length === 0) return "of an unregistered type";
  const isInside = (category: string): boolean =>
    rulesInForce(files, category, incoming).some(({ block }) => block !== null);
  const scopes =
    scope === null ? [elsewhere, ...categories.filter((category) => !isInside(category))] : [scope];
  const isOpposed = scopes.some((category) =>
    [...rulesInForce(files, category, incoming), ...barriersFor(files, category, incoming)].some(
      ({ node, file, block }) => isTarget(files, file, block, node, committed),
    ),
  );
  return isOpposed ? "contradicted" : "right";
}

/** Whether the rules for an incoming type mention a committed type, even as an exception. Then the pair is decided. */
export function isDecided(
  files: readonly InterpretedFile[],
  category: string,
  incoming: string,
  committed: string,
): boolean {
  const own = rulesInForce(files, category, incoming);
  return (
    own.length > 0 &&
    [...own, ...barriersIn(files, category)].some(
      ({ node, file, block }) =>
        node.targets.kind !== "references" || isTarget(files, file, block, node, committed),
    )
  );
}

/** The rules with a type as their subject. Rules inside a block replace those outside. */
function rulesInForce(
  files: readonly InterpretedFile[],
  category: string,
  type: string,
): readonly Placed<Rule>[] {
  const own = rulesFor(files, category).filter(
    ({ node, file, block }) =>
      node.subject.kind !== "anything" && namesOf(files, file, block, node.subject).includes(type),
  );
  const inside = own.filter(({ block }) => block !== null);
  return inside.length > 0 ? inside : own;
}

/** The rules for anything that apply to a type. */
function barriersFor(
  files: readonly InterpretedFile[],
  category: string,
  type: string,
): readonly Placed<Rule>[] {
  return barriersIn(files, category).filter(({ node, file, block }) =>
    isAmong(files, file, block, node.subject, type),
  );
}

/** The rules for anything. */
function barriersIn(files: readonly InterpretedFile[], category: string): readonly Placed<Rule>[] {
  return rulesFor(files, category).filter(({ node }) => node.subject.kind === "anything");
}

/** The rules for streams of a category: those outside of blocks, and those in its blocks. */
function rulesFor(files: readonly InterpretedFile[], category: string): readonly Placed<Rule>[] {
  return files
    .filter(({ isImportOnly }) => !isImportOnly)
    .flatMap((file) =>
      statementsOf(file).flatMap(({ node, block }) =>
        node.kind === "rule" && (block === null || block.category?.name === category)
          ? [{ node, file, block }]
          : [],
      ),
    );
}

function statementsOf(file: InterpretedFile): readonly Placed<Statement>[] {
  return file.tree.statements.flatMap((node): readonly Placed<Statement>[] =>
    node.kind === "stream"
      ? node.statements.map((inner) => ({ node: inner, file, block: node }))
      : [{ node, file, block: null }],
  );
}

function isTarget(
  files: readonly InterpretedFile[],
  file: InterpretedFile,
  block: Stream | null,
  { targets }: Rule,
  type: string,
): boolean {
  switch (targets.kind) {
    case "never":
      return false;
    case "anything":
      return isAmong(files, file, block, targets, type);
    case "references":
      return targets.references.some((reference) => namesOf(files, file, block, reference).includes(type));
  }
}

/** Whether `anything`, with its exceptions, includes a type. */
function isAmong(
  files: readonly InterpretedFile[],
  file: InterpretedFile,
  block: Stream | null,
  anything: Anything | Reference,
  type: string,
): boolean {
  if (anything.kind !== "anything") return false;
  return !anything.except.some((reference) => namesOf(files, file, block, reference).includes(type));
}

/** The types that a reference stands for. */
function namesOf(
  files: readonly InterpretedFile[],
  file: InterpretedFile,
  block: Stream | null,
  reference: Reference,
): readonly string[] {
  if (reference.kind === "event-name") return [reference.name];
  const group = groupSeenFrom(files, file, block, reference.name);
  return group.node.members.references.flatMap((member) => namesOf(files, group.file, group.block, member));
}

/** A group of the block, of the file, or of a file that this one imports. */
function groupSeenFrom(
  files: readonly InterpretedFile[],
  file: InterpretedFile,
  block: Stream | null,
  name: string,
): Placed<Group> {
  const imported = file.tree.statements.flatMap((statement) => {
    if (statement.kind !== "import") return [];
    const path = posix.join(posix.dirname(file.file), statement.path.text);
    return files.filter((other) => other.file === path);
  });
  const seen = [file, ...imported].flatMap((one) =>
    statementsOf(one).filter((group) => group.block === null || group.block === block),
  );
  for (const { node, file: where, block: inside } of seen) {
    if (node.kind === "group" && node.name.name === name) return { node, file: where, block: inside };
  }
  throw new Error(`there is no group @${name}`);
}

/** Whether a condition holds, or is in doubt. */
function holds(condition: Condition | null, mine: JsonValue, theirs: JsonValue): boolean {
  if (!condition) return true;
  if (condition.kind === "on") {
    return condition.fields.every(({ path }) => isSame(valueAt(mine, path), valueAt(theirs, path)) !== false);
  }
  return condition.comparisons.every(({ left, operator, right }) => {
    const value = ({ side, path }: SidedField): JsonValue | undefined =>
      valueAt(side === "mine" ? mine : theirs, path);
    const same = isSame(value(left), value(right));
    return same === "in doubt" || same === (operator === "=");
  });
}

function isSame(left: JsonValue | undefined, right: JsonValue | undefined): boolean | "in doubt" {
  return isExact(left) && isExact(right) ? left === right : "in doubt";
}

/** Strings, booleans, and the numbers that every program represents exactly. */
function isExact(value: JsonValue | undefined): boolean {
  if (typeof value === "number") return value >= -(2 ** 53 - 1) && value <= 2 ** 53 - 1;
  return typeof value === "string" || typeof value === "boolean";
}

function valueAt(data: JsonValue, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = new Map(Object.entries(value)).get(key);
  }
  return value;
}
