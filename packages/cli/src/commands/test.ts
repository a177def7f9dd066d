/** `truce test`: cases that a team keeps as data, held against the rules. */

import { Option } from "@commander-js/extra-typings";
import { loadTexts } from "@truce/rules-dsl/node";
import type { DefineCommand } from "../context.ts";
import { examples } from "../help.ts";
import { MisuseError } from "../misuse-error.ts";
import { noFileBelow } from "../project/no-file-below.ts";
import { patternsOf, projectsFor } from "../projects/projects-for.ts";
import { reportOf, statusOf, TEST_FORMATS, TEST_REPORTERS } from "../rule-tests/report.ts";
import { runSuites } from "../rule-tests/run-suites.ts";

const ENDING = ".conflicts.test.yaml";

const EXAMPLES = [
  "truce test",
  "truce test rules/crm.conflicts.test.yaml --coverage",
  'truce test "**/*.conflicts.test.yaml" --format json',
];

export const test: DefineCommand = (command, context) => {
  const { io } = context;
  command
    .description(
      "Holds the rules against cases kept as data, and shows those that fail, with the rule and its line.",
    )
    .argument("[files...]", `files, folders or patterns (default: every ${ENDING} file)`)
    .option("--coverage", "name the rules that no case exercises, and end with status 1 if there are any")
    .addOption(
      new Option("--format <format>", "how to tell what failed")
        .choices(TEST_FORMATS)
        .default("text" as const),
    )
    .addHelpText("after", examples(EXAMPLES))
    .action(async (named, { coverage = false, format }) => {
      const projects = await projectsFor(context, named);
      const patterns = patternsOf(projects, named);
      const { root } = projects.context;
      const files = await loadTexts(patterns, { root, ending: ENDING });
      if (files.length === 0) throw new MisuseError(noFileBelow(ENDING, root, patterns));
      const report = reportOf(await runSuites(root, files), coverage);
      const reporter = await TEST_REPORTERS[format]();
      io.stdout.write(reporter(report, context));
      context.end(statusOf(report));
    });
};
