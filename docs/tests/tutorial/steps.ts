/** What a reader of the tutorial does, step by step, in the order of the pages. */

import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fencedBlocks } from "../snippets/fenced-blocks.ts";
import { isSession, stepsOf } from "../snippets/session.ts";
import { placeOf, root, type Snippet } from "../snippets/snippet.ts";

/** A file that the reader writes. A later step with the same path replaces the whole file. */
interface FileStep {
  readonly kind: "file";
  readonly place: string;
  readonly path: string;
  readonly text: string;
}

/** A command that the reader types. */
interface CommandStep {
  readonly kind: "command";
  readonly place: string;
  readonly command: string;
  /** What the page shows below the command; null if it shows only the command. */
  readonly output: string | null;
}

/** A step of the reader. */
export type Step = FileStep | CommandStep;

/** A page of the tutorial. */
export interface Page {
  readonly name: string;
  readonly steps: readonly Step[];
}

/**
 * All pages of the tutorial: those whose names begin with a number.
 *
 * @throws Error for a block that is neither a file nor a command: no reader would know what to do with it.
 */
export function tutorialPages(): readonly Page[] {
  const files = globSync("docs/tutorial/[0-9]*.md", { cwd: root }).map((path) => path.replaceAll("\\", "/"));
  return files.toSorted().map((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const lines = text.split("\n");
    const steps = fencedBlocks(file, text).flatMap((block) => stepsOfBlock(block, lines));
    return { name: basename(file, ".md"), steps };
  });
}

/** The paragraph above a file says its path, as in "`src/api.ts`:" or "`src/api.ts`, with one more route:". */
const NAMES_A_FILE = /^`(?<path>[^`\s]+)`(?:, [^`]*)?:$/;

function stepsOfBlock(block: Snippet, lines: readonly string[]): readonly Step[] {
  const place = placeOf(block);
  const { path } = NAMES_A_FILE.exec(lines[block.line - 3] ?? "")?.groups ?? {};
  if (path !== undefined) return [{ kind: "file", place, path, text: `${block.code.trim()}\n` }];
  if (isSession(block)) return stepsOf(block).map((step) => ({ kind: "command", place, ...step }));
  if (block.language !== "sh") throw new Error(`${place}: the paragraph above this block must name its file`);
  const commands = block.code.trim().split("\n");
  return commands.map((command) => ({ kind: "command", place, command, output: null }));
}
