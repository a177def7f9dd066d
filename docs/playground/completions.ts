/** What can be written at a place in a `.conflicts` text. */

import { fieldsOfRule, namePlaces, parse, type FileTree, type Rule, type SourceFile } from "@truce/rules-dsl";
import {
  cursorAt,
  keywordsIn,
  takesFields,
  takesNames,
  type Cursor,
  type State,
} from "@truce/rules-dsl/notation";

/** Something to write. */
export interface Completion {
  readonly label: string;
  readonly kind: "keyword" | "event" | "group" | "field";
  /** What it means, in a few words. */
  readonly detail?: string;
}

/** The names of a project. */
interface Names {
  readonly events: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

/** What keywords mean, in a few words. */
const MEANINGS: Readonly<Record<string, string>> = {
  events: "declares event types",
  group: "names several event types",
  stream: "rules for streams of one category",
  anything: "every event type",
  override: "replaces the rules of all streams",
  import: "uses the names of another file",
  conflicts: "refuses what the right side names",
  "never conflicts": "always merges",
  on: "only if fields are equal",
  when: "only if a comparison holds",
  except: "all but these",
  and: "also",
};

/** The word before an offset, and what could stand in its place. */
export interface Completions {
  /** Where the word begins. */
  readonly from: number;
  readonly options: readonly Completion[];
}

/** What can be written at an offset of a text. Its project has other files too. */
export function completionsAt(text: string, offset: number, others: readonly SourceFile[]): Completions {
  const cursor = cursorAt(text, offset);
  if (cursor === null || cursor.typed?.kind === "quoted") return { from: offset, options: [] };
  const from = cursor.typed?.start ?? offset;
  // The word that is being written is no name yet.
  const rest = text.slice(0, from) + text.slice(offset);
  return { from, options: optionsAt(cursor, namesIn([{ file: "", text: rest }, ...others])) };
}

function optionsAt({ state }: Cursor, names: Names): readonly Completion[] {
  const operators = state === "operator" ? ["=", "!="] : [];
  return [
    ...(takesNames(state) ? [...listed(names.events, "event"), ...listed(names.groups, "group")] : []),
    ...(takesFields(state) ? listed(fieldsAt(state, names), "field") : []),
    ...[...keywordsIn(state), ...operators].map(keyword),
  ];
}

function fieldsAt(state: State, { fields }: Names): readonly string[] {
  if (state === "field") return [...fields];
  const side = state === "left" ? "mine." : "theirs.";
  return [...[...fields].map((field) => side + field), "mine.", "theirs."];
}

function keyword(word: string): Completion {
  const label = word === "never" ? "never conflicts" : word;
  const detail = MEANINGS[label];
  return { label, kind: "keyword", ...(detail !== undefined && { detail }) };
}

function listed(names: Iterable<string>, kind: Completion["kind"]): readonly Completion[] {
  return [...names].map((label) => ({ label, kind }));
}

/** The names that the files use: a new file has no declarations yet. */
function namesIn(files: readonly SourceFile[]): Names {
  const places = namePlaces(files);
  const rules = files.flatMap(({ file, text }) => rulesIn(parse(text, { file }).tree.statements));
  const named = (kind: "event" | "group"): readonly string[] =>
    places.flatMap((place) => (place.kind === kind ? place.name : []));
  return {
    events: new Set(named("event")),
    groups: new Set(named("group").map((name) => `@${name}`)),
    fields: new Set(rules.flatMap((rule) => fieldsOfRule(rule).map(({ path }) => path.join(".")))),
  };
}

function rulesIn(statements: FileTree["statements"]): readonly Rule[] {
  return statements.flatMap((statement) => {
    if (statement.kind === "stream") return rulesIn(statement.statements);
    return statement.kind === "rule" ? [statement] : [];
  });
}
