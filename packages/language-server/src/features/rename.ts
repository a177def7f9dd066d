/** Renames an event or a group in all rule files of a project, or says why not. */

import { LSPErrorCodes, ResponseError, type Range, type WorkspaceEdit } from "vscode-languageserver";
import { asWritten } from "@truce/core/rules";
import { check, hasErrors, parse, positionAt, type NamePlace, type SourceFile } from "@truce/rules-dsl";
import { nameOf } from "@truce/rules-dsl/notation";
import { lspEdit } from "../text/positions.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { nameAt, rangeIn, samePlaces, type OpenFile } from "./place.ts";

/** What is selected when the editor asks for the new name. Null where there is no name. */
export function renameRangeAt(
  open: OpenFile,
  offset: number,
): { readonly range: Range; readonly placeholder: string } | null {
  const name = nameAt(open, offset);
  if (name === undefined) return null;
  return {
    range: rangeIn(open, name.span),
    placeholder: name.kind === "group" ? `@${name.name}` : name.name,
  };
}

/**
 * The edits that rename what is at an offset.
 *
 * @throws ResponseError with a message for the user if the new name is not possible, is in use, or would change what the rules
 * mean.
 */
export function renameAt(open: OpenFile, offset: number, newName: string): WorkspaceEdit {
  const name = nameAt(open, offset);
  if (name === undefined) throw refused("there is no event or group here to rename");
  const { snapshot } = open;
  const newText = name.kind === "group" ? groupText(newName) : eventText(newName);
  if (newText === name.name || newText === `@${name.name}`) return { changes: {} };
  refuseBrokenFiles(snapshot);
  refuseUsedName(snapshot, name, newText);
  const places = samePlaces(snapshot, name);
  refuseNewErrors(snapshot, places, newText);
  const changes: NonNullable<WorkspaceEdit["changes"]> = {};
  for (const { file, span } of places) {
    const placed = snapshot.textOf(file);
    if (placed) (changes[open.uriOf(file)] ??= []).push(lspEdit(placed, { span, newText }));
  }
  return { changes };
}

/** The new name of a group with its `@`. */
function groupText(newName: string): string {
  const text = newName.startsWith("@") ? newName : `@${newName}`;
  const { tree, diagnostics } = parse(`group ${text} = A\n`, { file: "" });
  const [statement] = tree.statements;
  if (statement?.kind === "group" && `@${statement.name.name}` === text) return text;
  throw refused(diagnostics[0]?.message ?? `'${text}' is not the name of a group`);
}

/** The new name of an event as a rule file writes it, in quotes if need be. */
function eventText(newName: string): string {
  const isQuoted = newName.length > 1 && newName.startsWith('"') && newName.endsWith('"');
  const text = asWritten(isQuoted ? nameOf(newName) : newName);
  const { tree, diagnostics } = parse(`${text} never conflicts\n`, { file: "" });
  const [statement, ...others] = tree.statements;
  const error = check([{ file: "", text: `${text} never conflicts\n` }]).find((one) => hasErrors([one]));
  if (statement?.kind === "rule" && others.length === 0 && error === undefined) return text;
  throw refused((diagnostics[0] ?? error)?.message ?? `'${newName}' is not a name`);
}

function refuseBrokenFiles(snapshot: Snapshot): void {
  if (snapshot.problems[0]) throw refused(`the project cannot be read: ${snapshot.problems[0].message}`);
  for (const { file } of snapshot.sources) {
    const broken = snapshot.treeOf(file).diagnostics.find((one) => hasErrors([one]));
    if (broken)
      throw refused(
        `'${file}' has a mistake in line ${broken.start.line} and may name it there: correct it first`,
      );
  }
}

function refuseUsedName(snapshot: Snapshot, { kind }: NamePlace, newText: string): void {
  const newName = kind === "group" ? newText.slice(1) : nameOf(newText);
  const other = snapshot.names().find((place) => place.kind === kind && place.name === newName);
  if (!other) return;
  const { line } = positionAt(snapshot.textOf(other.file)?.lineStarts ?? [0], other.span.start);
  throw refused(
    `${newText} is already used (${other.file}:${line}): two names cannot become one, because the rules would mean something else`,
  );
}

/** For example, the name is not in the application's list of events. */
function refuseNewErrors(snapshot: Snapshot, places: readonly NamePlace[], newText: string): void {
  const renamed = (sources: readonly SourceFile[]): readonly SourceFile[] =>
    sources.map(({ file, text }) => ({
      file,
      text: withNames(
        text,
        places.filter((place) => place.file === file),
        newText,
      ),
    }));
  const options = { ...snapshot.checkOptions, imports: renamed(snapshot.checkOptions.imports ?? []) };
  const before = snapshot.diagnostics().filter((one) => hasErrors([one])).length;
  const errors = check(renamed(snapshot.files), options).filter((one) => hasErrors([one]));
  const [first] = errors;
  if (first && errors.length > before) throw refused(`${newText} is not possible here: ${first.message}`);
}

/** A text with another name at some places. */
function withNames(text: string, places: readonly NamePlace[], newText: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const { span } of places.toSorted((one, other) => one.span.start - other.span.start)) {
    parts.push(text.slice(end, span.start), newText);
    end = span.end;
  }
  return [...parts, text.slice(end)].join("");
}

function refused(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
