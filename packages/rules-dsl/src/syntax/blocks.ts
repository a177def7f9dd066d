/** Nests lines into `stream` blocks. */

import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import type { Line, StreamOpening } from "./lines.ts";
import { spanOver, type Span } from "../source/source-text.ts";
import type { Broken, Statement, Stream } from "./tree.ts";

/** A parsed or broken line. A broken line that ends with `{` still opens a block. */
export type BlockLine = Exclude<Line, { readonly kind: "language" }> | BrokenLine;

interface BrokenLine extends Broken {
  readonly opensBlock: boolean;
}

export interface Blocks {
  readonly statements: readonly Statement[];
  /** What is wrong with the braces. */
  readonly findings: readonly Finding[];
  /** Blocks without a closing brace, and blocks inside other blocks: it is unknown where they end. */
  readonly unclosed: ReadonlySet<Stream>;
}

interface OpenBlock {
  readonly opening: Opening;
  readonly statements: Statement[];
  /** Whether it contains a block or is inside one. It is then unknown in which streams its rules should count. */
  isEntangled: boolean;
}

type Opening = StreamOpening | (BrokenLine & { readonly opensBlock: true });

/**
 * Nests lines. A block that is not closed ends before the next one, or with the file. A block that is closed after another
 * one contains it, which is an error.
 */
export function nest(lines: readonly BlockLine[]): Blocks {
  const findings: Finding[] = [];
  const statements: Statement[] = [];
  const unclosed = new Set<Stream>();
  const closed = closedAmong(lines);
  const open: OpenBlock[] = [];
  const close = (block: OpenBlock, end: Span | undefined, isWhole: boolean): void => {
    const stream = streamOf(block, end);
    // Nested blocks all become children of the outermost one, so that the tree stays shallow.
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
      // Several levels of nesting are reported as one mistake.
      if (open.length === 1 && line.kind === "stream-opening") findings.push(insideAnother(line));
      open.push({ opening: line, statements: [], isEntangled: outer !== undefined });
    } else if (line.kind !== "stream-closing") {
      const statement: Statement = line.kind === "broken" ? { kind: "broken", span: line.span } : line;
      (around?.statements ?? statements).push(statement);
    } else if (around) {
      open.pop();
      close(around, line.span, !around.isEntangled);
    } else {
      findings.push({ code: "CF1008", span: line.span, message: "this '}' does not close anything" });
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

/** The openings that are closed. Each brace closes the nearest opening above it that is still open. */
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
  const message = `stream ${quoted(category.name)} is inside another stream block, and blocks cannot be nested`;
  return { code: "CF1008", span: category.span, message, suggestion: "close the other block first" };
}

function neverClosed({ category }: StreamOpening): Finding {
  const message = `stream ${quoted(category.name)} is never closed: expected '}'`;
  return { code: "CF1008", span: category.span, message };
}
