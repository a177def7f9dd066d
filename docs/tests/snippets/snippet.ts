/** A piece of code in a document or in a doc comment, and its place. */

import { join } from "node:path";

/** The root of the repository. */
export const root = join(import.meta.dirname, "../../..");

/** A fenced block. */
export interface Snippet {
  /** Path of its file, from the root of the repository, with slashes. */
  readonly file: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  /** The words after the language, which say how to test the block. */
  readonly flags: readonly string[];
  /**
   * Its text, after as many empty lines as precede it in the file. So the line numbers in compiler errors and stack
   * traces are those of the file. The first line is always empty.
   */
  readonly code: string;
}

/** Path and line of a snippet, in the form that terminals and editors open. */
export function placeOf({ file, line }: Snippet): string {
  return `${file}:${line}`;
}
