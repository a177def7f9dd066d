/** Errors that the user can correct, and what the command prints on standard error if it cannot do its work. */

import { printable } from "./printable.ts";

/** The command cannot do its work, and the user can change that. Only its lines are printed; the exit status is 2. */
export class MisuseError extends Error {
  override readonly name = "MisuseError";
  /** One for each problem. */
  readonly lines: readonly string[];

  constructor(...lines: readonly [string, ...string[]]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

/** The code of an error, such as ENOENT; null if it has none. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** A failed call of the file system as a MisuseError: `problem: ENOENT`. Any other error is returned as it is. */
export function misuseOf(error: unknown, problem: string): unknown {
  const code = codeOf(error);
  return code === null ? error : new MisuseError(`${problem}: ${code}`);
}

/** Lines for standard error, each with its line break. An unexpected error is shown with its stack. */
export function describeFailure(error: unknown): string {
  const lines = problemsOf(error);
  if (lines !== null) return lines.map((line) => `truce: ${printable(line)}\n`).join("");
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `truce: this is a bug in truce, please report it:\n${stack.split("\n").map(printable).join("\n")}\n`;
}

/** The problems behind an error, one on each line, if the user can correct them; null for any other error. */
export function problemsOf(error: unknown): readonly [string, ...string[]] | null {
  const [first, ...others] = linesOf(error);
  return first === undefined ? null : [first, ...others];
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof MisuseError) return error.lines;
  // Recognised by the code and not by the class, because the class would load the language in every run.
  if (isUnreadableFiles(error)) return error.files.map(({ file, why }) => `'${file}' ${why}`);
  if (isInvalidSettings(error)) return error.lines;
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

function isInvalidSettings(error: unknown): error is { readonly lines: readonly string[] } {
  return codeOf(error) === "invalid-settings";
}
