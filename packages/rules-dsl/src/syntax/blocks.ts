/** From lines to nested statements: which lines stand in which `stream` block. */

import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import type { Line, StreamOpening } from "./lines.ts";
import { spanOver, type Span } from "../source/source-text.ts";
import type { Broken, Statement, Stream } from "./tree.ts";

/** A line that was parsed, or is broken. A broken line that ends with `{` still opens a block. */
export type BlockLine = Exclude<Line, { readonly kind: "language" }> | BrokenLine;

/** A broken line. */
interface BrokenLine extends Broken {
  readonly opensBlock: boolean;
}

/** Statements, nested, and what is wrong with the braces. */
export interface Blocks {
  readonly statements: readonly Statement[];
  readonly findings: readonly Finding[];
  /** Blocks that only end because the file does, or another block begins; and blocks that stand in one another. */
  readonly unclosed: ReadonlySet<Stream>;
}

interface OpenBlock {
  readonly opening: Opening;
  readonly statements: Statement[];
  /** Whether a block stands in it, or it in one: nobody knows then in which streams its rules were to count. */
  isEntangled: boolean;
}

type Opening = StreamOpening | (BrokenLine & { readonly opensBlock: true });

/**
 * Nests lines. A block that is not closed ends where the next one begins, or with the file; one that is closed behind another
 * one holds it, which is a mistake.
 */
export function nest(lines: readonly BlockLine[]): Blocks {
  const findings: Finding[] = [];
  const statements: Statement[] = [];
  const unclosed = new Set<Stream>();
  const closed = closedAmong(lines);
  const open: OpenBlock[] = [];
  const close = (block: OpenBlock, end: Span | undefined, isWhole: boolean): void => {
    const stream = streamOf(block, end);
    // However deep they stand, they hang on the outermost one: walks over the tree are not to be deep.
    (open[0]?.statements ?? statements).push(stream);
    if (!isWhole) unclosed.add(stream);
  };
  const closeUnclosed = (block: OpenBlock): void => {
    if (block.opening.kind === "stream-opening") findings.push(neverClosed(block.opening));
    close(block, block.statements.at(-1)?.span, false);
  };

  for (const line of lines) {
    const around = open.at(-1);
    if (isOpening(line)) {
      if (around && !closed.has(around.opening)) closeUnclosed(open.pop() ?? around);
      const outer = open.at(-1);
      if (outer) outer.isEntangled = true;
      // Of blocks inside blocks inside a block the outer ones are one mistake with the inner ones.
      if (open.length === 1 && line.kind === "stream-opening") findings.push(insideAnother(line));
      open.push({ opening: line, statements: [], isEntangled: outer !== undefined });
    } else if (line.kind !== "stream-closing") {
      const statement: Statement = line.kind === "broken" ? { kind: "broken", span: line.span } : line;
      (around?.statements ?? statements).push(statement);
    } else if (around) {
      open.pop();
      close(around, line.span, !around.isEntangled);
    } else {
      findings.push({ code: "CF1008", span: line.span, message: "this '}' closes nothing" });
      statements.push({ kind: "broken", span: line.span });
    }
  }
  const last = open.pop();
  if (last) closeUnclosed(last);
  return { statements, findings, unclosed };
}

function isOpening(line: BlockLine): line is Opening {
  return line.kind === "stream-opening" || (line.kind === "broken" && line.opensBlock);
}

/** The openings that a brace belongs to, each brace to the nearest one above it that has none. */
function closedAmong(lines: readonly BlockLine[]): ReadonlySet<Opening> {
  const closed = new Set<Opening>();
  const open: Opening[] = [];
  for (const line of lines) {
    if (isOpening(line)) open.push(line);
    else if (line.kind === "stream-closing") {
      const opening = open.pop();
      if (opening) closed.add(opening);
    }
  }
  return closed;
}

function streamOf({ opening, statements }: OpenBlock, end: Span | undefined): Stream {
  const category = opening.kind === "stream-opening" ? opening.category : null;
  return { kind: "stream", span: spanOver(opening.span, end ?? opening.span), category, statements };
}

function insideAnother({ category }: StreamOpening): Finding {
  const message = `stream ${quoted(category.name)} stands in another stream block, and blocks cannot stand in one another`;
  return { code: "CF1008", span: category.span, message, suggestion: "close the other block first" };
}

function neverClosed({ category }: StreamOpening): Finding {
  const message = `stream ${quoted(category.name)} is never closed: expected '}'`;
  return { code: "CF1008", span: category.span, message };
}
