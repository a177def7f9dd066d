/** A place that an editor asks about. */

import type { Location as LspLocation, Range } from "vscode-languageserver";
import type { NamePlace, Rule, Span, Statement } from "@truce/rules-dsl";
import { rangeOf, type PlacedText } from "../text/positions.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** A document of a project. */
export interface OpenFile {
  readonly snapshot: Snapshot;
  /** The name of the file in the project. */
  readonly file: string;
  /** What is open in the editor. */
  readonly placed: PlacedText;
  /** The address of a file of the project. */
  readonly uriOf: (file: string) => string;
}

/** Whether an offset is in a span, or right behind it, where the cursor of an editor often is. */
export function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The name at an offset. */
export function nameAt({ snapshot, file }: OpenFile, offset: number): NamePlace | undefined {
  return snapshot.names().find((place) => place.file === file && touches(place.span, offset));
}

/** Every place that means the same event or the same group. */
export function samePlaces(snapshot: Snapshot, name: NamePlace): readonly NamePlace[] {
  return snapshot.names().filter((place) => meansSame(place, name));
}

function meansSame(one: NamePlace, other: NamePlace): boolean {
  if (one.kind !== other.kind || one.name !== other.name) return false;
  if (one.kind === "event" || other.group === null) return one.group === other.group;
  return one.group?.file === other.group.file && one.group.span.start === other.group.span.start;
}

/** Statements with those of `stream` blocks, and the category that they are limited to. */
export function* statementsOf(
  statements: readonly Statement[],
  category: string | null = null,
): Generator<{ readonly statement: Statement; readonly category: string | null }> {
  for (const statement of statements) {
    yield { statement, category };
    if (statement.kind === "stream")
      yield* statementsOf(statement.statements, statement.category?.name ?? null);
  }
}

export function rulesOf({ snapshot, file }: Pick<OpenFile, "snapshot" | "file">): readonly {
  readonly rule: Rule;
  readonly category: string | null;
}[] {
  return [...statementsOf(snapshot.treeOf(file).tree.statements)].flatMap(({ statement, category }) =>
    statement.kind === "rule" ? [{ rule: statement, category }] : [],
  );
}

export function locationIn(open: OpenFile, file: string, span: Span): LspLocation | null {
  const placed = open.snapshot.textOf(file);
  return placed === undefined ? null : { uri: open.uriOf(file), range: rangeOf(placed, span) };
}

export function rangeIn({ placed }: OpenFile, span: Span): Range {
  return rangeOf(placed, span);
}
