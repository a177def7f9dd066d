/** What the command prints on standard error if it cannot do its work. */

import { codeOf } from "./error-code.ts";
import { MisuseError } from "./misuse-error.ts";
import { printable } from "./printable.ts";

/** Lines for people, each with its line break. An error that nothing here expects is shown with its stack. */
export function describeFailure(error: unknown): string {
  const lines = problemsOf(error);
  if (lines !== null) return lines.map((line) => `truce: ${printable(line)}\n`).join("");
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `truce: this is a bug in truce, please report it:\n${stack.split("\n").map(printable).join("\n")}\n`;
}

/** The problems behind an error, one a line, if the user can change them; null for any other error. */
export function problemsOf(error: unknown): readonly [string, ...string[]] | null {
  const [first, ...others] = linesOf(error);
  return first === undefined ? null : [first, ...others];
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof MisuseError) return error.lines;
  // By its code, not its class: the language is loaded only by the commands that need it.
  if (isUnreadableFiles(error)) return error.files.map(({ file, why }) => `'${file}' ${why}`);
  if (error instanceof Error && codeOf(error) === "invalid-input") return [error.message];
  return [];
}

interface UnreadableFiles {
  readonly code: "unreadable-files";
  readonly files: readonly { readonly file: string; readonly why: string }[];
}

function isUnreadableFiles(error: unknown): error is UnreadableFiles {
  return codeOf(error) === "unreadable-files";
}
