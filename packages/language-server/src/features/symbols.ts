/** Outlines, search by name, and what can be folded. */

import {
  FoldingRangeKind,
  SymbolKind,
  type DocumentSymbol,
  type FoldingRange,
  type WorkspaceSymbol,
} from "vscode-languageserver";
import { positionAt, type Span, type Statement } from "@truce/rules-dsl";
import type { PlacedText } from "../text/positions.ts";
import { rangeOf } from "../text/positions.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { statementsOf, type OpenFile } from "./place.ts";

export function documentSymbols({ snapshot, file, placed }: OpenFile): readonly DocumentSymbol[] {
  return symbolsOf(snapshot.treeOf(file).tree.statements, placed);
}

function symbolsOf(statements: readonly Statement[], placed: PlacedText): DocumentSymbol[] {
  return statements.flatMap((statement) => {
    const described = describe(statement, placed.text);
    if (described === null) return [];
    const { name, at, kind, detail } = described;
    return {
      ...{ name: name || " ", kind, detail },
      range: rangeOf(placed, statement.span),
      selectionRange: rangeOf(placed, at),
      ...(statement.kind === "stream" && { children: symbolsOf(statement.statements, placed) }),
    };
  });
}

interface Described {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly detail: string;
  readonly at: Span;
}

function describe(statement: Statement, text: string): Described | null {
  const written = ({ start, end }: Span): string => oneLine(text.slice(start, end));
  switch (statement.kind) {
    case "rule": {
      const { subject, targets, condition, reason } = statement;
      const name = written({ start: subject.span.start, end: (condition ?? targets).span.end });
      return { name, kind: SymbolKind.Event, detail: oneLine(reason ?? ""), at: subject.span };
    }
    case "group": {
      const { name, members } = statement;
      return { name: `@${name.name}`, kind: SymbolKind.Enum, detail: written(members.span), at: name.span };
    }
    case "events": {
      const { names, span } = statement;
      return { name: "events", kind: SymbolKind.Array, detail: written(names.span), at: span };
    }
    case "stream": {
      const { category, span } = statement;
      const at = category?.span ?? span;
      return { name: `stream ${category?.name ?? ""}`, kind: SymbolKind.Namespace, detail: "", at };
    }
    case "import":
    case "broken":
      return null;
  }
}

/** The rules, groups and blocks of a project whose names contain the query. */
export function workspaceSymbols(
  snapshot: Snapshot,
  query: string,
  uriOf: (file: string) => string,
): readonly WorkspaceSymbol[] {
  const wanted = query.toLowerCase();
  return snapshot.sources.flatMap(({ file, text }) => {
    const placed = snapshot.textOf(file);
    if (!placed) return [];
    const statements = [...statementsOf(snapshot.treeOf(file).tree.statements)];
    return statements.flatMap(({ statement, category }) => {
      const described = describe(statement, text);
      if (described === null || !isLike(described.name.toLowerCase(), wanted)) return [];
      return {
        ...{ name: described.name, kind: described.kind },
        location: { uri: uriOf(file), range: rangeOf(placed, described.at) },
        containerName: category === null ? file : `${file}, stream ${category}`,
      };
    });
  });
}

/** Whether the letters of a query occur in this order. */
function isLike(name: string, query: string): boolean {
  let from = 0;
  for (const letter of query) {
    const at = name.indexOf(letter, from);
    if (at === -1) return false;
    from = at + letter.length;
  }
  return true;
}

export function foldingRanges({ snapshot, file, placed }: OpenFile): readonly FoldingRange[] {
  const { tree } = snapshot.treeOf(file);
  const lines = ({ start, end }: Span): FoldingRange => ({
    startLine: positionAt(placed.lineStarts, start).line - 1,
    endLine: positionAt(placed.lineStarts, end).line - 1,
  });
  const statements = [...statementsOf(tree.statements)].map(({ statement }) => statement);
  const comments = runsOf(tree.comments.map(({ span }) => lines(span)));
  const imports = runsOf(statements.flatMap(({ kind, span }) => (kind === "import" ? lines(span) : [])));
  return [
    ...statements.flatMap((statement) => {
      if (statement.kind === "import" || statement.kind === "broken") return [];
      const range = lines(statement.span);
      // The closing brace stays visible.
      return statement.kind === "stream" ? { ...range, endLine: range.endLine - 1 } : range;
    }),
    ...comments.map((range) => ({ ...range, kind: FoldingRangeKind.Comment })),
    ...imports.map((range) => ({ ...range, kind: FoldingRangeKind.Imports })),
  ].filter(({ startLine, endLine }) => startLine < endLine);
}

/** Joins ranges on consecutive lines. */
function runsOf(ranges: readonly FoldingRange[]): readonly FoldingRange[] {
  const runs: FoldingRange[] = [];
  for (const range of ranges) {
    const last = runs.at(-1);
    if (last && range.startLine === last.endLine + 1) last.endLine = range.endLine;
    else runs.push({ ...range });
  }
  return runs;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
