/** What can be written at a place in a `.conflicts` text. */

import { parse, type FileTree, type Reference, type SourceFile, type Statement } from "@truce/rules-dsl";

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

const words = (entries: Readonly<Record<string, string>>): readonly Completion[] =>
  Object.entries(entries).map(([label, detail]) => ({ label, kind: "keyword", detail }));

const STATEMENTS = words({
  events: "declares event types",
  group: "names several event types",
  stream: "rules for streams of one category",
  anything: "every incoming type",
  override: "replaces the rules of all streams",
  import: "uses the names of another file",
});
const VERBS = words({ conflicts: "refuses what the right side names", "never conflicts": "always merges" });
const ANYTHING = words({ anything: "every committed type" });
const AFTER_TARGETS = words({
  on: "only if fields are equal",
  when: "only if a comparison holds",
  except: "all but these",
});
const SIDES = words({
  "mine.": "a field of the incoming event",
  "theirs.": "a field of the committed event",
});

/** The word before an offset, and what could stand in its place. */
export interface Completions {
  /** Where the word begins. */
  readonly from: number;
  readonly options: readonly Completion[];
}

/** What can be written at an offset of a text. Its project has other files too. */
export function completionsAt(text: string, offset: number, others: readonly SourceFile[]): Completions {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const word = /[@\p{L}\p{M}\p{Nd}_.]*$/u.exec(line)?.[0] ?? "";
  const before = line.slice(0, line.length - word.length);
  if (before.includes("//") || before.split('"').length % 2 === 0) return { from: offset, options: [] };
  // The word that is being written is no name yet.
  const rest = text.slice(0, offset - word.length) + text.slice(offset);
  const names = namesIn([{ file: "", text: rest }, ...others]);
  return { from: offset - word.length, options: optionsAfter(before, names) };
}

function optionsAfter(before: string, names: Names): readonly Completion[] {
  const events = listed(names.events, "event");
  const groups = listed(
    [...names.groups].map((name) => `@${name}`),
    "group",
  );
  const subjects = [...events, ...groups];
  if (/^\s*(?:override\s+)?$/.test(before)) return [...subjects, ...STATEMENTS];
  if (/\bwhen\b/.test(before)) return comparing(before, names);
  if (/\bon\b/.test(before)) return after(before, /\b(?:on|and)\s+$/, listed(names.fields, "field"), ["and"]);
  if (/^\s*(?:events|group)\b/.test(before)) return subjects;
  if (/\bconflicts\b/.test(before)) {
    return after(before, /(?:\bconflicts|\bexcept|,)\s*$/, [...subjects, ...ANYTHING], AFTER_TARGETS);
  }
  if (/\banything\s+$/.test(before))
    return [...AFTER_TARGETS.filter(({ label }) => label === "except"), ...VERBS];
  return after(before, /(?:\bexcept|,)\s*$/, subjects, VERBS);
}

function comparing(before: string, { fields }: Names): readonly Completion[] {
  if (!/(?:\bwhen|\band|=)\s*$/.test(before)) return words({ "=": "equal", "!=": "different", and: "also" });
  const side = before.trimEnd().endsWith("=") ? "theirs" : "mine";
  return [
    ...listed(
      [...fields].map((field) => `${side}.${field}`),
      "field",
    ),
    ...SIDES,
  ];
}

function after(
  before: string,
  opening: RegExp,
  options: readonly Completion[],
  otherwise: readonly Completion[] | readonly string[],
): readonly Completion[] {
  if (opening.test(before)) return options;
  return otherwise.map((one) => (typeof one === "string" ? { label: one, kind: "keyword" as const } : one));
}

function listed(names: Iterable<string>, kind: Completion["kind"]): readonly Completion[] {
  return [...names].map((label) => ({ label, kind }));
}

/** The names that the files use: a new file has no declarations yet. */
function namesIn(files: readonly SourceFile[]): Names {
  const names = { events: new Set<string>(), groups: new Set<string>(), fields: new Set<string>() };
  for (const { file, text } of files) collect(parse(text, { file }).tree.statements, names);
  return names;
}

interface OpenNames extends Names {
  readonly events: Set<string>;
  readonly groups: Set<string>;
  readonly fields: Set<string>;
}

function collect(statements: FileTree["statements"], names: OpenNames): void {
  for (const statement of statements) {
    if (statement.kind === "stream") collect(statement.statements, names);
    for (const reference of referencesOf(statement)) {
      (reference.kind === "event-name" ? names.events : names.groups).add(reference.name);
    }
    for (const path of pathsOf(statement)) names.fields.add(path.join("."));
  }
}

function referencesOf(statement: Statement): readonly Reference[] {
  switch (statement.kind) {
    case "events":
      return statement.names.references;
    case "group":
      return [statement.name, ...statement.members.references];
    case "rule":
      return [statement.subject, statement.targets].flatMap((part) => {
        if (part.kind === "anything") return part.except;
        if (part.kind === "never") return part.with;
        return part.kind === "references" ? part.references : [part];
      });
    default:
      return [];
  }
}

function pathsOf(statement: Statement): readonly (readonly string[])[] {
  if (statement.kind !== "rule" || statement.condition === null) return [];
  const { condition } = statement;
  return condition.kind === "on"
    ? condition.fields.map(({ path }) => path)
    : condition.comparisons.flatMap(({ left, right }) => [left.path, right.path]);
}
