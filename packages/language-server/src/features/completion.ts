/** What can stand at the cursor. Works on the words before it, so the line may be half-written. */

import {
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type CompletionItem,
  type Range,
} from "vscode-languageserver";
import { asWritten } from "@truce/core/rules";
import {
  cursorAt,
  keywordsIn,
  takesFields,
  takesNames,
  type State,
  type Word,
} from "@truce/rules-dsl/notation";
import { rangeOf } from "../text/positions.ts";
import { describeEvent } from "./describe-event.ts";
import { fieldsFor, namesFor, type KnownNames } from "./known-names.ts";
import { touches, type OpenFile } from "./place.ts";
import { SNIPPETS } from "./snippets.ts";

export function completionsAt(open: OpenFile, offset: number): readonly CompletionItem[] {
  const cursor = cursorAt(open.placed.text, offset);
  if (cursor === null) return [];
  const { state, before, depth, typed, end } = cursor;
  const range = rangeOf(open.placed, { start: typed?.start ?? offset, end });
  const names = namesFor(open, offset);
  const data = dataFor(open, offset);
  return [
    ...keywordItems(state, { depth, isTop: !names.hasStatements }, range),
    ...nameItems(state, names, range).map((found) => ({ ...found, data })),
    ...(state === "operator" ? ["=", "!="] : []).map((text) =>
      item(text, text, CompletionItemKind.Operator, range),
    ),
    ...fieldItems(state, open, before, range),
  ].map((found, index) => ({ ...found, sortText: String(index).padStart(5, "0") }));
}

/** What an item comes back with when the editor asks for its documentation. */
interface ItemData {
  readonly uri: string;
  readonly category: string | null;
}

function dataFor({ snapshot, file, uriOf }: OpenFile, offset: number): ItemData {
  const { statements } = snapshot.treeOf(file).tree;
  const block = statements.find(({ kind, span }) => kind === "stream" && touches(span, offset));
  return {
    uri: uriOf(file),
    category: block?.kind === "stream" ? (block.category?.name ?? null) : null,
  };
}

/** Null if the documentation of an item is all there. */
export function dataOf({ kind, data }: CompletionItem): ItemData | null {
  const { uri, category } = (data ?? {}) as Partial<ItemData>;
  if (kind !== CompletionItemKind.Event || typeof uri !== "string") return null;
  return { uri, category: typeof category === "string" ? category : null };
}

/** The item of an event, with what is known of the event. */
export function documented(
  offered: CompletionItem,
  { snapshot }: OpenFile,
  { category }: ItemData,
): CompletionItem {
  const value = describeEvent(snapshot, offered.label, category);
  return { ...offered, documentation: { kind: MarkupKind.Markdown, value } };
}

function keywordItems(
  state: State,
  { depth, isTop }: { readonly depth: number; readonly isTop: boolean },
  range: Range,
): readonly CompletionItem[] {
  const keywords = keywordsIn(state).filter((keyword) => {
    if (keyword === "language") return isTop && depth === 0;
    if (keyword === "import" || keyword === "stream") return depth === 0;
    return keyword !== "override" || depth > 0;
  });
  const snippets =
    state === "statement" ? SNIPPETS.filter(({ isInBlocks }) => isInBlocks || depth === 0) : [];
  return [
    ...keywords.map((keyword) => {
      const text = keyword === "never" ? "never conflicts" : keyword;
      return item(text, text, CompletionItemKind.Keyword, range);
    }),
    ...snippets.map(({ label, detail, body }) => ({
      ...item(label, body, CompletionItemKind.Snippet, range),
      detail,
      insertTextFormat: InsertTextFormat.Snippet,
    })),
  ];
}

function nameItems(state: State, names: KnownNames, range: Range): readonly CompletionItem[] {
  if (state === "category")
    return names.categories.map((name) => item(name, asWritten(name), CompletionItemKind.Module, range));
  if (state === "path")
    return names.files.map((name) => item(name, JSON.stringify(name), CompletionItemKind.File, range));
  if (!takesNames(state)) return [];
  return [
    ...names.events.map((name) => item(name, asWritten(name), CompletionItemKind.Event, range)),
    ...names.groups.map(({ name, members }) => ({
      ...item(`@${name}`, `@${name}`, CompletionItemKind.Enum, range),
      detail: members.join(", "),
    })),
  ];
}

function fieldItems(
  state: State,
  open: OpenFile,
  before: readonly Word[],
  range: Range,
): readonly CompletionItem[] {
  if (!takesFields(state)) return [];
  const fields = fieldsFor(open, before);
  if (state === "field") return fields.both.map((name) => item(name, name, CompletionItemKind.Field, range));
  const other = before.at(-2)?.text ?? "";
  // `mine.room =` is most often followed by `theirs.room`.
  const [side, field] = [
    other.startsWith("mine.") ? "theirs" : "mine",
    other.replace(/^(mine|theirs)\./, ""),
  ];
  const sided = (["mine", "theirs"] as const).flatMap((one) => fields[one].map((name) => `${one}.${name}`));
  const first = state === "right" && sided.includes(`${side}.${field}`) ? [`${side}.${field}`] : [];
  const inOrder = state === "right" ? sided.filter((name) => name.startsWith(`${side}.`)) : sided;
  return [...new Set([...first, ...inOrder, ...(sided.length === 0 ? ["mine.", "theirs."] : [])])].map(
    (name) => item(name, name, CompletionItemKind.Field, range),
  );
}

function item(label: string, newText: string, kind: CompletionItemKind, range: Range): CompletionItem {
  return {
    label,
    kind,
    filterText: newText.replace(/\$\{\d:([^}]*)\}/g, "$1"),
    textEdit: { range, newText },
  };
}
