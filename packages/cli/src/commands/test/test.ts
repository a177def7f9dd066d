/** `truce test`: runs rule tests, the cases that a team keeps as data. */

import { Option } from "@commander-js/extra-typings";
import { loadTexts } from "@truce/rules-dsl/node";
import type { DefineCommand } from "../../context.ts";
import { examples } from "../command.ts";
import { MisuseError } from "../../misuse-error.ts";
import { noFileBelow } from "../../projects/no-file-below.ts";
import { patternsOf, projectsFor } from "../../projects/projects-for.ts";
import { reportOf, statusOf, TEST_FORMATS, TEST_REPORTERS } from "./report/reporters.ts";
import { runSuites } from "./run-suites.ts";

const ENDING = ".conflicts.test.yaml";

const EXAMPLES = [
  "truce test",
  "truce test rules/crm.conflicts.test.yaml --coverage",
  'truce test "**/*.conflicts.test.yaml" --format json',
  "truce test --format junit > rule-tests.xml",
];

export const test: DefineCommand = (command, context) => {
  const { io } = context;
  command
    .description("Runs rule tests. Shows each case that fails, with the rule that decided it and its line.")
    .argument("[files...]", `files, folders or patterns (default: every ${ENDING} file)`)
    .option("--coverage", "list the rules that no case exercises; exit with status 1 if there are any")
    .addOption(
      new Option("--format <format>", "output format").choices(TEST_FORMATS).default("text" as const),
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
      io.stdout.write(reporter(report, projects.context));
      context.end(statusOf(report));
    });
};
