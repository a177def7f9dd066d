/** The names that a project knows: of events, groups, categories and fields. */

import { posix } from "node:path";
import { fieldsOfRule, resolveImport, type Statement } from "@truce/rules-dsl";
import type { Word } from "@truce/rules-dsl/notation";
import { rulesOf, statementsOf, touches, type OpenFile } from "./place.ts";

export interface KnownNames {
  /** Declared events first. */
  readonly events: readonly string[];
  /** The groups that are visible in the file. */
  readonly groups: readonly { readonly name: string; readonly members: readonly string[] }[];
  readonly categories: readonly string[];
  /** The other files, as an import would name them. */
  readonly files: readonly string[];
  /** Whether the file has any statement that is not an import. */
  readonly hasStatements: boolean;
}

/** @param offset - The cursor. A name that is being typed there is not known yet. */
export function namesFor({ snapshot, file }: OpenFile, offset: number): KnownNames {
  const names = snapshot.names().filter((name) => name.file !== file || !touches(name.span, offset));
  const events = names.filter(({ kind }) => kind === "event");
  const declared = events.filter(({ role }) => role === "declaration").map(({ name }) => name);
  const used = events.map(({ name }) => name).toSorted();
  const { statements } = snapshot.treeOf(file).tree;
  return {
    events: [...new Set([...(snapshot.checkOptions.events ?? []), ...declared.toSorted(), ...used])],
    groups: names.flatMap(({ role, name, statement, file: at }) =>
      role === "definition" && statement.kind === "group" && (at === file || imports(statements, file, at))
        ? [{ name, members: statement.members.references.map((member) => member.name) }]
        : [],
    ),
    categories: [
      ...new Set(
        snapshot.sources.flatMap((source) =>
          [...statementsOf(snapshot.treeOf(source.file).tree.statements)].flatMap(({ statement }) =>
            statement.kind === "stream" && statement.category ? [statement.category.name] : [],
          ),
        ),
      ),
    ],
    files: snapshot.sources.flatMap((source) =>
      source.file === file ? [] : [posix.relative(posix.dirname(file), source.file)],
    ),
    hasStatements: statements.some(({ kind }) => kind !== "import" && kind !== "broken"),
  };
}

function imports(statements: readonly Statement[], file: string, other: string): boolean {
  return statements.some(
    (statement) => statement.kind === "import" && resolveImport(file, statement.path.text).file === other,
  );
}

/** Fields that a condition can compare, nested ones with dots. */
export interface KnownFields {
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  /** The fields that both events have. */
  readonly both: readonly string[];
}

/** The fields of the events of a half-written rule. Where they are not known, the fields that other rules compare. */
export function fieldsFor(open: OpenFile, words: readonly Word[]): KnownFields {
  const { fields = {} } = open.snapshot.checkOptions;
  const verb = words.findIndex(({ text }) => text === "conflicts");
  const end = words.findIndex(({ text }) => text === "on" || text === "when");
  const namesIn = (part: readonly Word[]): readonly string[] =>
    part.flatMap((word) => (word.kind === "group" ? membersOf(open, word.text.slice(1)) : [eventName(word)]));
  const fieldsOf = (events: readonly string[]): readonly string[] | null => {
    const known = events.flatMap((event) => (Object.hasOwn(fields, event) ? (fields[event] ?? []) : []));
    return known.length === 0 ? null : [...new Set(known)];
  };
  const used = usedFields(open);
  const mine = fieldsOf(namesIn(words.slice(0, verb))) ?? used;
  const theirs = fieldsOf(namesIn(words.slice(verb + 1, end === -1 ? undefined : end))) ?? used;
  const both = mine.filter((field) => theirs.includes(field));
  return { mine, theirs, both: both.length > 0 ? both : mine };
}

function eventName({ kind, text }: Word): string {
  if (kind !== "quoted") return text;
  try {
    return JSON.parse(text) as string;
  } catch {
    return text;
  }
}

function membersOf({ snapshot }: OpenFile, group: string): readonly string[] {
  return snapshot
    .names()
    .flatMap(({ role, name, statement }) =>
      role === "definition" && name === group && statement.kind === "group"
        ? statement.members.references.map((member) => member.name)
        : [],
    );
}

function usedFields({ snapshot }: OpenFile): readonly string[] {
  const all = snapshot.sources.flatMap(({ file }) =>
    rulesOf({ snapshot, file }).flatMap(({ rule }) => fieldsOfRule(rule).map(({ path }) => path.join("."))),
  );
  return [...new Set(all)].toSorted();
}
