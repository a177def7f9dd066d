/** `truce check`: every diagnostic of a project. */

import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { check as checkFiles, type CheckOptions, type SourceFile } from "@truce/rules-dsl";
import type { DefineCommand } from "../context.ts";
import { CLEAN, FINDINGS, MISUSE } from "../exit-status.ts";
import { fixProject, type FixedProject } from "../fix/fix-project.ts";
import { examples } from "../help.ts";
import { MisuseError } from "../misuse-error.ts";
import { printableLines } from "../printable.ts";
import { readProject } from "../project/read-project.ts";
import { FORMATS, REPORTERS, type Report } from "../report/report.ts";
import { fixedText } from "../report/counts.ts";

const EXAMPLES = [
  "truce check",
  "truce check --fix",
  'truce check rules/crm.conflicts "teams/**/*.conflicts"',
  "truce check --events events.json --coverage",
  "truce check - --stdin-filename rules/crm.conflicts < draft.conflicts",
  "truce check --format sarif > truce.sarif",
];

export const check: DefineCommand = (command, context) => {
  const { io, errorStyle } = context;
  command
    .description(
      "Reports every problem in the rules, in all files at once. If there are errors, the exit status is 1.",
    )
    .argument(
      "[files...]",
      "files, folders or patterns; '-' for standard input (default: every .conflicts file)",
    )
    .option(
      "--events <list.json>",
      "the event types of the application; any other event name is reported as an error",
    )
    .option("--coverage", "warn about pairs of declared events that no rule decides")
    .option("--fix", "apply every fix that is certain, then report what is left")
    .option("--stdin-filename <file>", "file name to use for standard input")
    .addOption(new Option("--format <format>", "output format").choices(FORMATS).default("text" as const))
    .option("--max-warnings <number>", "exit with status 1 if there are more warnings than this", wholeNumber)
    .option("--quiet", "report errors only")
    .addHelpText("after", examples(EXAMPLES))
    .action(
      async (patterns, { coverage, fix = false, format, maxWarnings, quiet = false, ...fileOptions }) => {
        const fixesStdin = fix && patterns.includes("-");
        if (fixesStdin && patterns.length > 1)
          throw new MisuseError("with --fix, '-' stands alone, without other files");
        const project = await readProject(context, patterns, fileOptions);
        const checkOptions = { ...project.checkOptions, coverage };
        const fixed = fix
          ? await fixProject(context, project.files, { checkOptions, isStdin: fixesStdin })
          : null;
        const report = reportOn(fixed?.files ?? project.files, { checkOptions, quiet, fixed });
        if (fixesStdin) writeText(report.files.map(({ text }) => text).join(""));
        await write(report, format, { quiet, toStderr: fixesStdin });
        const isFailed = report.errors > 0 || report.warnings > (maxWarnings ?? Infinity);
        context.end(fixed?.isIncomplete ? MISUSE : isFailed ? FINDINGS : CLEAN);
      },
    );

  function writeText(text: string): void {
    io.stdout.write(io.stdout.isTerminal ? printableLines(text) : text);
  }

  async function write(
    report: Report,
    format: keyof typeof REPORTERS,
    { quiet, toStderr }: { readonly quiet: boolean; readonly toStderr: boolean },
  ): Promise<void> {
    const { diagnostics, fixed } = report;
    const hasNews = diagnostics.length > 0 || (fixed !== null && fixed.problems > 0);
    if (quiet && format === "text" && !hasNews) return;
    const [output, style] = toStderr ? [io.stderr, errorStyle] : [io.stdout, context.style];
    const reporter = await REPORTERS[format]();
    output.write(await reporter(report, { ...context, style }));
    // Annotations and SARIF have no place for what is mended.
    if (fixed !== null && (format === "github" || format === "sarif"))
      io.stderr.write(`truce: note: ${fixedText(fixed)}\n`);
  }
};

function reportOn(
  files: readonly SourceFile[],
  {
    checkOptions,
    quiet,
    fixed,
  }: { readonly checkOptions: CheckOptions; readonly quiet: boolean; readonly fixed: FixedProject | null },
): Report {
  const found = checkFiles(files, checkOptions);
  const errors = found.filter(({ severity }) => severity === "error");
  return {
    files,
    sources: [...files, ...(checkOptions.imports ?? [])],
    diagnostics: quiet ? errors : found,
    errors: errors.length,
    warnings: found.length - errors.length,
    fixed: fixed?.summary ?? null,
  };
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}
