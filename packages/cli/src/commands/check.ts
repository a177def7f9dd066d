/** `truce check`: every diagnostic of a project. */

import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { check as checkFiles } from "@truce/rules-dsl";
import type { DefineCommand } from "../context.ts";
import { CLEAN, FINDINGS } from "../exit-status.ts";
import { examples } from "../help.ts";
import { readProject, type FileOptions } from "../project/read-project.ts";
import { mergedReport } from "../projects/from-all-roots.ts";
import { inEveryProject } from "../projects/in-every-project.ts";
import { projectsFor, type Project } from "../projects/projects-for.ts";
import { FORMATS, REPORTERS, type Report } from "../report/report.ts";

const EXAMPLES = [
  "truce check",
  'truce check rules/crm.conflicts "teams/**/*.conflicts"',
  "truce check --events events.json --coverage",
  "truce check - --stdin-filename rules/crm.conflicts < draft.conflicts",
  "truce check --format sarif > truce.sarif",
];

export const check: DefineCommand = (command, context) => {
  command
    .description(
      "Finds what is wrong with the rules: all problems of all files at once. Errors end it with status 1.",
    )
    .argument(
      "[files...]",
      "files, folders or patterns, '-' for standard input (default: every .conflicts file)",
    )
    .option(
      "--events <list.json>",
      "the event types that there are: names that are not among them are errors",
    )
    .option("--coverage", "warn of pairs of declared events that nobody decided about")
    .option("--stdin-filename <file>", "what the text from standard input is called")
    .addOption(
      new Option("--format <format>", "how to tell what was found").choices(FORMATS).default("text" as const),
    )
    .option("--max-warnings <number>", "end with status 1 if there are more warnings", wholeNumber)
    .option("--quiet", "tell errors only")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (patterns, { coverage, format, maxWarnings, quiet, ...fileOptions }) => {
      const projects = await projectsFor(context, patterns, { events: fileOptions.events });
      const reports = await inEveryProject(projects, (project) =>
        checkProject(project, patterns, fileOptions, coverage),
      );
      const { diagnostics: found, errors, warnings, ...read } = mergedReport(reports);
      const diagnostics = quiet ? found.filter(({ severity }) => severity === "error") : found;
      const reporter = await REPORTERS[format]();
      if (!quiet || format !== "text" || diagnostics.length > 0)
        context.io.stdout.write(await reporter({ ...read, diagnostics, errors, warnings }, projects.context));
      context.end(errors > 0 || warnings > (maxWarnings ?? Infinity) ? FINDINGS : CLEAN);
    });
};

async function checkProject(
  { path, context, events }: Project,
  patterns: readonly string[],
  fileOptions: FileOptions,
  coverage: boolean | undefined,
): Promise<readonly [project: string, report: Report]> {
  const { files, sources, checkOptions } = await readProject(context, patterns, { ...fileOptions, events });
  const diagnostics = checkFiles(files, { ...checkOptions, coverage });
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return [path, { files, sources, diagnostics, errors, warnings: diagnostics.length - errors }];
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is no whole number.");
}
