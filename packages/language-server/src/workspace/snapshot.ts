/** A project at one moment: its texts, and what follows from them. Everything is computed when it is asked for, and once. */

import {
  check,
  compile,
  namePlaces,
  parse,
  type CheckOptions,
  type CompileResult,
  type Diagnostic,
  type NamePlace,
  type ParseResult,
  type SourceFile,
} from "@truce/rules-dsl";
import { placedText, type PlacedText } from "../text/positions.ts";

/** A problem that `truce check` cannot go on with. */
export interface SettingsProblem {
  /** The path of the file that it is about, from the root of the project or absolute. */
  readonly file: string;
  /** Line and column, from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Snapshot {
  /** The root of the project; null for a document that is not on disk. */
  readonly root: string | null;
  /** The files of the project. */
  readonly files: readonly SourceFile[];
  /** Those files, and all that they import. */
  readonly sources: readonly SourceFile[];
  readonly checkOptions: CheckOptions;
  /** Why the project cannot be checked. If there are any, only they are shown, as in `truce check`. */
  readonly problems: readonly SettingsProblem[];
  readonly diagnostics: () => readonly Diagnostic[];
  readonly compiled: () => CompileResult;
  readonly names: () => readonly NamePlace[];
  /** Undefined if the project has no such file. */
  readonly textOf: (file: string) => PlacedText | undefined;
  /** The tree of a file of the project. */
  readonly treeOf: (file: string) => ParseResult;
}

export function snapshotOf(
  root: string | null,
  {
    files,
    checkOptions,
    problems = [],
  }: {
    readonly files: readonly SourceFile[];
    readonly checkOptions: CheckOptions;
    readonly problems?: readonly SettingsProblem[];
  },
): Snapshot {
  const sources = [...files, ...(checkOptions.imports ?? [])];
  const byName = new Map(sources.map((source) => [source.file, source]));
  return {
    ...{ root, files, sources, checkOptions, problems },
    diagnostics: once(() => (problems.length > 0 ? [] : check(files, checkOptions))),
    compiled: once(() => compile(files, checkOptions)),
    names: once(() => namePlaces(files, checkOptions)),
    textOf(file) {
      const source = byName.get(file);
      return source && remembered(placed, source, () => placedText(source.text));
    },
    treeOf(file) {
      const source = byName.get(file) ?? { file, text: "" };
      return remembered(trees, source, () => parse(source.text, { file }));
    },
  };
}

/** A source that has not changed since the last snapshot is the same object. */
const placed = new WeakMap<SourceFile, PlacedText>();
const trees = new WeakMap<SourceFile, ParseResult>();

function once<Value>(find: () => Value): () => Value {
  let found: { readonly value: Value } | null = null;
  return () => (found ??= { value: find() }).value;
}

function remembered<Value>(known: WeakMap<SourceFile, Value>, key: SourceFile, find: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = find()));
  return value;
}
