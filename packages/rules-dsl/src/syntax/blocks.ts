/** From lines to nested statements: which lines stand in which `stream` block. */

import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import type { Line, StreamOpening } from "./lines.ts";
import { spanOver, type Span } from "./source-text.ts";
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
  /** Blocks that only end because the file does, or another block begins. */
  readonly unclosed: ReadonlySet<Stream>;
}

interface OpenBlock {
  readonly opening: StreamOpening | BrokenLine;
  readonly statements: Statement[];
}

/** Nests lines. A block that is not closed ends where the next one begins, or with the file. */
export function nest(lines: readonly BlockLine[]): Blocks {
  const findings: Finding[] = [];
  const statements: Statement[] = [];
  const unclosed = new Set<Stream>();
  let open: OpenBlock | null = null;
  const closeUnclosed = (block: OpenBlock): void => {
    if (block.opening.kind === "stream-opening") findings.push(neverClosed(block.opening));
    const stream = streamOf(block, block.statements.at(-1)?.span);
    statements.push(stream);
    unclosed.add(stream);
  };

  for (const line of lines) {
    if (line.kind === "stream-opening" || (line.kind === "broken" && line.opensBlock)) {
      if (open) closeUnclosed(open);
      open = { opening: line, statements: [] };
    } else if (line.kind !== "stream-closing") {
      const statement: Statement = line.kind === "broken" ? { kind: "broken", span: line.span } : line;
      (open?.statements ?? statements).push(statement);
    } else if (open) {
      statements.push(streamOf(open, line.span));
      open = null;
    } else {
      findings.push({ code: "CF1008", span: line.span, message: "this '}' closes nothing" });
      statements.push({ kind: "broken", span: line.span });
    }
  }
  if (open) closeUnclosed(open);
  return { statements, findings, unclosed };
}

function streamOf({ opening, statements }: OpenBlock, end: Span | undefined): Stream {
  const category = opening.kind === "stream-opening" ? opening.category : null;
  return { kind: "stream", span: spanOver(opening.span, end ?? opening.span), category, statements };
}

function neverClosed({ category }: StreamOpening): Finding {
  const message = `stream ${quoted(category.name)} is never closed: expected '}'`;
  return { code: "CF1008", span: category.span, message };
}
