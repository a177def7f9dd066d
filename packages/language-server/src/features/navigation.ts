/** From a name to where it is defined, and to everything that uses it. */

import type { Location as LspLocation } from "vscode-languageserver";
import { resolveImport, type NamePlace, type Span } from "@truce/rules-dsl";
import { locationIn, nameAt, samePlaces, touches, type OpenFile } from "./place.ts";

/**
 * The definition of a group, the declarations of an event, or the file of an import. If an event is declared nowhere, the
 * rules of which it is the incoming type.
 */
export function definitionsAt(open: OpenFile, offset: number): readonly LspLocation[] {
  const imported = importAt(open, offset);
  if (imported !== null) return located(open, [imported]);
  const name = nameAt(open, offset);
  if (name === undefined) return [];
  if (name.kind === "group") return located(open, name.group === null ? [] : [name.group]);
  const same = samePlaces(open.snapshot, name);
  const declarations = same.filter(({ role }) => role === "declaration");
  return located(
    open,
    declarations.length > 0 ? declarations : same.filter(({ role }) => role === "incoming"),
  );
}

export function referencesAt(
  open: OpenFile,
  offset: number,
  { includeDeclaration }: { readonly includeDeclaration: boolean },
): readonly LspLocation[] {
  const name = nameAt(open, offset);
  if (name === undefined) return [];
  const same = samePlaces(open.snapshot, name);
  return located(open, includeDeclaration ? same : same.filter((place) => !isDeclaration(place)));
}

/** The places of the same name in this file. */
export function highlightsAt(open: OpenFile, offset: number): readonly LspLocation["range"][] {
  const name = nameAt(open, offset);
  if (name === undefined) return [];
  const here = samePlaces(open.snapshot, name).filter(({ file }) => file === open.file);
  return located(open, here).map(({ range }) => range);
}

function isDeclaration({ role }: NamePlace): boolean {
  return role === "definition" || role === "declaration";
}

function importAt(
  { snapshot, file }: OpenFile,
  offset: number,
): { readonly file: string; readonly span: Span } | null {
  for (const statement of snapshot.treeOf(file).tree.statements) {
    if (statement.kind !== "import" || !touches(statement.path.span, offset)) continue;
    const target = resolveImport(file, statement.path.text).file;
    return target === null ? null : { file: target, span: { start: 0, end: 0 } };
  }
  return null;
}

function located(
  open: OpenFile,
  places: readonly { readonly file: string; readonly span: Span }[],
): readonly LspLocation[] {
  return places.flatMap(({ file, span }) => locationIn(open, file, span) ?? []);
}
