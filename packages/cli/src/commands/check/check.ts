/** `truce check`: prints every diagnostic of a project. */

import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { check as checkFiles } from "@truce/rules-dsl";
import { examples, type DefineCommand } from "../../base/command.ts";
import type { Context } from "../../base/context.ts";
import { CLEAN, FINDINGS, MISUSE } from "../../base/exit-status.ts";
import { MisuseError } from "../../base/failure.ts";
import type { Output } from "../../base/io.ts";
import { printableLines } from "../../base/printable.ts";
import { projectsFor, withoutModules, type Project } from "../../projects/projects-for.ts";
import { readProject, type FileOptions } from "../../projects/read-project.ts";
import { fixProject } from "./fix-project.ts";
import { inEveryProject } from "./in-every-project.ts";
import { mergedReport } from "./merged-report.ts";
import { fixedText, type Report } from "./report/reporter.ts";
import { FORMATS, REPORTERS } from "./report/reporters.ts";

const EXAMPLES = [
  "truce check",
  "truce check --fix",
  'truce check rules/crm.conflicts "teams/**/*.conflicts"',
  "truce check --events events.json --coverage",
  "truce check - --stdin-filename rules/crm.conflicts < draft.conflicts",
  "truce check --format sarif > truce.sarif",
];

export const check: DefineCommand = (command, context, { exitWith }) => {
  const { io, errorStyle } = context;
  command
    .description(
      "Report every problem in the rules, in all files. If there are errors, the exit status is 1.",
    )
    .argument(
      "[files...]",
      "files, folders or patterns; '-' for standard input (default: every .conflicts file)",
    )
    .option(
      "--events <list>",
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
      exitWith(async (patterns, { coverage, fix = false, format, maxWarnings, quiet, ...fileOptions }) => {
        const fixesStdin = fix && patterns.includes("-");
        if (fixesStdin && patterns.length > 1)
          throw new MisuseError("with --fix, '-' cannot be combined with other files");
        const projects = withoutModules(
          await projectsFor(context, patterns, { events: fileOptions.events }),
          patterns,
        );
        const checked = await inEveryProject(projects, (project) =>
          checkProject(project, patterns, { fileOptions, coverage, fix, fixesStdin }),
        );
        const report = mergedReport(checked.map(({ path, report: one }) => [path, one]));
        if (fixesStdin) writeText(report.files.map(({ text }) => text).join(""));
        await write(quiet ? errorsOf(report) : report, format, {
          quiet: quiet === true,
          output: fixesStdin ? { ...projects.context, style: errorStyle } : projects.context,
          stream: fixesStdin ? io.stderr : io.stdout,
        });
        const isFailed = report.errors > 0 || report.warnings > (maxWarnings ?? Infinity);
        const isIncomplete = checked.some((one) => one.isIncomplete);
        return isIncomplete ? MISUSE : isFailed ? FINDINGS : CLEAN;
      }),
    );

  function writeText(text: string): void {
    io.stdout.write(io.stdout.isTerminal ? printableLines(text) : text);
  }

  async function write(
    report: Report,
    format: keyof typeof REPORTERS,
    { quiet, output, stream }: { readonly quiet: boolean; readonly output: Context; readonly stream: Output },
  ): Promise<void> {
    const { diagnostics, fixed } = report;
    const hasNews = diagnostics.length > 0 || (fixed !== null && fixed.problems > 0);
    if (quiet && format === "text" && !hasNews) return;
    const reporter = await REPORTERS[format]();
    stream.write(await reporter(report, output));
    // Workflow commands and SARIF cannot say what was fixed.
    if (fixed !== null && (format === "github" || format === "sarif"))
      io.stderr.write(`truce: note: ${fixedText(fixed)}\n`);
  }
};

interface CheckedProject {
  readonly path: string;
  readonly report: Report;
  /** Whether a file with fixes could not be written. */
  readonly isIncomplete: boolean;
}

interface CheckRequest {
  readonly fileOptions: FileOptions;
  readonly coverage: boolean | undefined;
  readonly fix: boolean;
  readonly fixesStdin: boolean;
}

async function checkProject(
  { path, context, events }: Project,
  patterns: readonly string[],
  { fileOptions, coverage, fix, fixesStdin }: CheckRequest,
): Promise<CheckedProject> {
  const project = await readProject(context, patterns, { ...fileOptions, events });
  const checkOptions = { ...project.checkOptions, coverage };
  const fixed = fix ? await fixProject(context, project.files, { checkOptions, isStdin: fixesStdin }) : null;
  const files = fixed?.files ?? project.files;
  const diagnostics = checkFiles(files, checkOptions);
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const report = {
    files,
    sources: [...files, ...(checkOptions.imports ?? [])],
    diagnostics,
    errors,
    warnings: diagnostics.length - errors,
    fixed: fixed?.summary ?? null,
  };
  return { path, report, isIncomplete: fixed?.isIncomplete ?? false };
}

function errorsOf(report: Report): Report {
  return { ...report, diagnostics: report.diagnostics.filter(({ severity }) => severity === "error") };
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}
