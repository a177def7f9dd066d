/** What is said, on standard error, of a command that could not do its work. */

import { codeOf } from "./error-code.ts";
import { MisuseError } from "./misuse-error.ts";
import { printable } from "./printable.ts";

/** Lines for people, each with its line break. What nobody expected is shown as it is, with its stack. */
export function describeFailure(error: unknown): string {
  const lines = linesOf(error);
  if (lines !== null) return lines.map((line) => `truce: ${printable(line)}\n`).join("");
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `truce: this is a bug of truce, please report it:\n${stack.split("\n").map(printable).join("\n")}\n`;
}

function linesOf(error: unknown): readonly string[] | null {
  if (error instanceof MisuseError) return [error.message];
  // By its code, not its class: the language is loaded only by the commands that need it.
  if (isUnreadableFiles(error)) return error.files.map(({ file, why }) => `'${file}' ${why}`);
  if (error instanceof Error && codeOf(error) === "invalid-input") return [error.message];
  return null;
}

interface UnreadableFiles {
  readonly code: "unreadable-files";
  readonly files: readonly { readonly file: string; readonly why: string }[];
}

function isUnreadableFiles(error: unknown): error is UnreadableFiles {
  return codeOf(error) === "unreadable-files";
}
