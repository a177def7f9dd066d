/** A piece of code that stands in a document or in a doc comment, and where it stands. */

import { join } from "node:path";

/** The root of the repository. */
export const root = join(import.meta.dirname, "../../..");

/** A fenced block. */
export interface Snippet {
  /** Path of the file that it stands in, from the root of the repository, with slashes. */
  readonly file: string;
  /** Line of the fence that opens it, from 1. */
  readonly line: number;
  readonly language: string;
  /** What follows the language on the fence: how the block is to be tested. */
  readonly flags: readonly string[];
  /**
   * Its text, after as many empty lines as it takes for every line to have the number that it has in the file: what
   * compilers and stack traces say of the text they say of the file. The first line is always empty.
   */
  readonly code: string;
}

/** What failures call a snippet: a path and a line, as terminals and editors open them. */
export function placeOf({ file, line }: Snippet): string {
  return `${file}:${line}`;
}
