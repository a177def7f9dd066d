/** Formats texts, and says of those with errors what is wrong. */

import { format, formatDiagnostics, type SourceFile } from "@truce/rules-dsl";
import type { Context } from "../../context.ts";
import { printable } from "../../printable.ts";
import { textStyleOf } from "../../output/text-style.ts";
import type { ChangedFile } from "../../files/write-all.ts";

/** The files that could be formatted, and how many could not. What is wrong with those goes to standard error. */
export function formatAll(
  files: readonly SourceFile[],
  { io, errorStyle }: Pick<Context, "io" | "errorStyle">,
): { readonly formatted: readonly ChangedFile[]; readonly broken: number } {
  const formatted = files.flatMap((source) => {
    const { text: after, diagnostics } = format(source.text, { file: source.file });
    if (after !== null) return { file: source.file, before: source.text, after };
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    io.stderr.write(formatDiagnostics(errors, [source], { style: textStyleOf(errorStyle) }));
    io.stderr.write(`\n'${printable(source.file)}' has errors, and is left as it is\n`);
    return [];
  });
  return { formatted, broken: files.length - formatted.length };
}
