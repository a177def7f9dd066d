/** Writes projects as files: statements in any order, each in one of the ways to write it. */

import type { CheckOptions, SourceFile } from "@truce/rules-dsl";
import { createWriter, type Writer } from "../statements.ts";
import type { FileModel, ProjectModel, ScopeModel } from "./model.ts";

/** The arguments of `check` and `compile`. */
export interface WrittenProject {
  readonly files: readonly SourceFile[];
  readonly options: CheckOptions;
}

/** @param choices - Numbers that decide each choice. */
export function writtenProject({ files, events }: ProjectModel, choices: Iterator<number>): WrittenProject {
  const writer = createWriter(choices);
  const sources = files.map((file) => [file, writtenFile(file, writer, choices)] as const);
  const textsOf = (isImportOnly: boolean): readonly SourceFile[] =>
    sources.flatMap(([file, text]) => (file.isImportOnly === isImportOnly ? { file: file.file, text } : []));
  return { files: textsOf(false), options: { events, imports: textsOf(true) } };
}

function writtenFile({ imports, scopes }: FileModel, writer: Writer, choices: Iterator<number>): string {
  const statements = scopes.flatMap((scope) => {
    const inside = shuffled(writtenScope(scope, writer), choices);
    return scope.category === null ? inside : writer.stream(scope.category, inside);
  });
  const isNamed = Number(choices.next().value) % 2 === 0;
  return [
    isNamed ? "language 1\n" : "",
    ...imports.map(writer.import),
    ...shuffled(statements, choices),
  ].join("");
}

function writtenScope({ groups, events, rules }: ScopeModel, writer: Writer): readonly string[] {
  return [
    ...groups.map(({ name, members }) => writer.group(name, members)),
    ...(events ? [writer.events(events)] : []),
    ...rules.map(writer.rule),
  ];
}

function shuffled<Item>(items: readonly Item[], choices: Iterator<number>): readonly Item[] {
  return items
    .map((item) => ({ item, place: Number(choices.next().value) }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ item }) => item);
}
