/** `truce check`: every diagnostic of a project. */

import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { check as checkFiles } from "@truce/rules-dsl";
import type { DefineCommand } from "../context.ts";
import { CLEAN, FINDINGS } from "../exit-status.ts";
import { examples } from "../help.ts";
import { readProject } from "../project/read-project.ts";
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
      const { files, sources, checkOptions } = await readProject(context, patterns, fileOptions);
      const found = checkFiles(files, { ...checkOptions, coverage });
      const errors = found.filter(({ severity }) => severity === "error");
      const warnings = found.length - errors.length;
      const diagnostics = quiet ? errors : found;
      const report: Report = { files, sources, diagnostics, errors: errors.length, warnings };
      const reporter = await REPORTERS[format]();
      if (!quiet || format !== "text" || diagnostics.length > 0)
        context.io.stdout.write(await reporter(report, context));
      context.end(errors.length > 0 || warnings > (maxWarnings ?? Infinity) ? FINDINGS : CLEAN);
    });
};

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is no whole number.");
}
