/** `truce fmt`: formats rule files, or prints what formatting would change. */

import { Option } from "@commander-js/extra-typings";
import { format, formatDiagnostics, type SourceFile } from "@truce/rules-dsl";
import { examples, type DefineCommand } from "../../base/command.ts";
import type { Context } from "../../base/context.ts";
import { CLEAN, FINDINGS, MISUSE, type ExitStatus } from "../../base/exit-status.ts";
import { MisuseError } from "../../base/failure.ts";
import { writeFiles, type ChangedFile } from "../../files/write-files.ts";
import { textStyleOf } from "../../output/text-style.ts";
import { count } from "../../output/words.ts";
import { printable, printableLines } from "../../base/printable.ts";
import { patternsOf, projectsFor, withoutModules } from "../../projects/projects-for.ts";
import { readProject } from "../../projects/read-project.ts";
import { paintedDiff, unifiedDiff } from "./unified-diff.ts";

const EXAMPLES = [
  "truce fmt",
  "truce fmt --check",
  "truce fmt --diff rules/crm.conflicts",
  "truce fmt - < draft.conflicts > tidy.conflicts",
];

export const fmt: DefineCommand = (command, context, { exitWith }) => {
  const { io, style } = context;
  command
    .description("Format rule files in place. A file with errors is not changed.")
    .argument(
      "[files...]",
      "files, folders or patterns; or only '-' for standard input (default: every .conflicts file)",
    )
    .addOption(
      new Option("--check", "change nothing; list the files that are not formatted").conflicts("diff"),
    )
    .option("--diff", "change nothing; print the changes as a patch")
    .option("--stdin-filename <file>", "file name to use for standard input")
    .addHelpText("after", examples(EXAMPLES))
    .action(
      exitWith(async (patterns, { check, diff, stdinFilename }) => {
        const fromStdin = patterns.includes("-");
        if (fromStdin && patterns.length > 1)
          throw new MisuseError("'-' cannot be combined with other files");
        const projects = withoutModules(await projectsFor(context, patterns), patterns);
        const { files } = await readProject(projects.context, patternsOf(projects, patterns), {
          stdinFilename,
        });
        const { formatted, broken } = formatAll(files, context);
        const changed = formatted.filter(({ before, after }) => before !== after);

        let status: ExitStatus = broken > 0 ? FINDINGS : CLEAN;
        if (check || diff) {
          io.stdout.write(diff ? changed.map(patchOf).join("") : listOf(changed, files.length));
          if (changed.length > 0) status = FINDINGS;
        } else if (fromStdin) {
          const text = formatted.map(({ after }) => after).join("");
          io.stdout.write(io.stdout.isTerminal ? printableLines(text) : text);
        } else {
          const written = await writeFiles(changed, projects.context);
          io.stdout.write(written.map(({ file }) => `formatted ${printable(file)}\n`).join(""));
          if (formatted.length > 0)
            io.stdout.write(`${written.length} of ${count(formatted.length, "file")} changed\n`);
          if (written.length < changed.length) status = MISUSE;
        }
        return status;
      }),
    );

  function patchOf({ file, before, after }: ChangedFile): string {
    const patch = unifiedDiff(file, before, after);
    // In a file or a pipe, the patch stays as it is, so that it can be applied.
    return io.stdout.isTerminal ? paintedDiff(patch, style) : patch;
  }
};

/** Formats files. Errors of files that cannot be formatted go to standard error; `broken` is the number of these files. */
function formatAll(
  files: readonly SourceFile[],
  { io, errorStyle }: Pick<Context, "io" | "errorStyle">,
): { readonly formatted: readonly ChangedFile[]; readonly broken: number } {
  const formatted = files.flatMap((source) => {
    const { text: after, diagnostics } = format(source.text, { file: source.file });
    if (after !== null) return { file: source.file, before: source.text, after };
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    io.stderr.write(formatDiagnostics(errors, [source], { style: textStyleOf(errorStyle) }));
    io.stderr.write(`\n'${printable(source.file)}' has errors, so it was not changed\n`);
    return [];
  });
  return { formatted, broken: files.length - formatted.length };
}

function listOf(changed: readonly ChangedFile[], all: number): string {
  const names = changed.map(({ file }) => `${printable(file)}\n`).join("");
  const summary =
    changed.length === 0
      ? `nothing to format in ${count(all, "file")}`
      : `${changed.length} of ${count(all, "file")} not formatted: run 'truce fmt'`;
  return `${names}${summary}\n`;
}
