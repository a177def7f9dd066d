/** `truce fmt`: formats rule files, or reports what that would change. */

import { Option } from "@commander-js/extra-typings";
import type { DefineCommand } from "../../context.ts";
import { CLEAN, FINDINGS, MISUSE, type ExitStatus } from "../../exit-status.ts";
import { formatAll } from "./format-all.ts";
import { paintedDiff, unifiedDiff } from "./unified-diff.ts";
import { writeAll, type ChangedFile } from "../../files/write-all.ts";
import { examples } from "../command.ts";
import { MisuseError } from "../../misuse-error.ts";
import { printable, printableLines } from "../../printable.ts";
import { readProject } from "../../projects/read-project.ts";
import { patternsOf, projectsFor } from "../../projects/projects-for.ts";
import { count } from "../../output/counts.ts";

const EXAMPLES = [
  "truce fmt",
  "truce fmt --check",
  "truce fmt --diff rules/crm.conflicts",
  "truce fmt - < draft.conflicts > tidy.conflicts",
];

export const fmt: DefineCommand = (command, context) => {
  const { io, style } = context;
  command
    .description("Format rule files in place. A file with errors is not changed.")
    .argument("[files...]", "files, folders or patterns, or '-' alone (default: every .conflicts file)")
    .addOption(
      new Option("--check", "change nothing; list the files that are not formatted").conflicts("diff"),
    )
    .option("--diff", "change nothing; print the changes as a patch")
    .option("--stdin-filename <file>", "file name to use for standard input")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (patterns, { check, diff, stdinFilename }) => {
      const fromStdin = patterns.includes("-");
      if (fromStdin && patterns.length > 1)
        throw new MisuseError("'-' is formatted alone, without other files");
      const projects = await projectsFor(context, patterns);
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
        const written = await writeAll(changed, projects.context);
        io.stdout.write(written.map(({ file }) => `formatted ${printable(file)}\n`).join(""));
        if (formatted.length > 0)
          io.stdout.write(`${written.length} of ${count(formatted.length, "file")} changed\n`);
        if (written.length < changed.length) status = MISUSE;
      }
      context.end(status);
    });

  function patchOf({ file, before, after }: ChangedFile): string {
    const patch = unifiedDiff(file, before, after);
    // Into a file or a pipe it goes as it is, so that it can be applied.
    return io.stdout.isTerminal ? paintedDiff(patch, style) : patch;
  }
};

function listOf(changed: readonly ChangedFile[], all: number): string {
  const names = changed.map(({ file }) => `${printable(file)}\n`).join("");
  const verdict =
    changed.length === 0
      ? `nothing to format in ${count(all, "file")}`
      : `${changed.length} of ${count(all, "file")} not formatted: run 'truce fmt'`;
  return `${names}${verdict}\n`;
}
