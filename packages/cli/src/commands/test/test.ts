/** `truce test`: runs rule tests. */

import { Option } from "@commander-js/extra-typings";
import { loadTexts } from "@truce/rules-dsl/node";
import { examples, type DefineCommand } from "../../base/command.ts";
import { CLEAN, FINDINGS, MISUSE, type ExitStatus } from "../../base/exit-status.ts";
import { MisuseError } from "../../base/failure.ts";
import { patternsOf, projectsFor } from "../../projects/projects-for.ts";
import { noFileBelow } from "../../projects/read-project.ts";
import { mergedCoverage } from "@truce/rules-analysis/rule-tests";
import type { SuiteResult, TestReport } from "./report/reporter.ts";
import { FORMATS, REPORTERS } from "./report/reporters.ts";
import { runSuites } from "./run-suites.ts";

const ENDING = ".conflicts.test.yaml";

const EXAMPLES = [
  "truce test",
  "truce test rules/crm.conflicts.test.yaml --coverage",
  'truce test "**/*.conflicts.test.yaml" --format json',
  "truce test --format junit > rule-tests.xml",
];

export const test: DefineCommand = (command, context, { exitWith }) => {
  command
    .description("Run rule tests. Shows each case that fails, with the rule that decided it and its line.")
    .argument("[files...]", `files, folders or patterns (default: every ${ENDING} file)`)
    .option("--coverage", "list the rules that no case exercises; exit with status 1 if there are any")
    .addOption(new Option("--format <format>", "output format").choices(FORMATS).default("text" as const))
    .addHelpText("after", examples(EXAMPLES))
    .action(
      exitWith(async (named, { coverage = false, format }) => {
        const projects = await projectsFor(context, named);
        const patterns = patternsOf(projects, named);
        const { root } = projects.context;
        const files = await loadTexts(patterns, { root, ending: ENDING });
        if (files.length === 0) throw new MisuseError(noFileBelow(ENDING, root, patterns));
        const report = reportOf(await runSuites(root, files), coverage);
        const reporter = await REPORTERS[format]();
        context.io.stdout.write(reporter(report, projects.context));
        return statusOf(report);
      }),
    );
};

function reportOf(suites: readonly SuiteResult[], withCoverage: boolean): TestReport {
  const cases = suites.flatMap((suite) => suite.cases);
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  return {
    suites,
    passed: cases.length - failed,
    failed,
    broken: suites.filter(({ problems, ruleErrors }) => problems.length > 0 || ruleErrors).length,
    coverage: withCoverage ? mergedCoverage(suites.map(({ coverage }) => coverage)) : null,
  };
}

/** A rule file that cannot be read counts more than a case that fails. */
function statusOf({ suites, failed, broken, coverage }: TestReport): ExitStatus {
  if (suites.some(({ isUnreadable }) => isUnreadable)) return MISUSE;
  const hasUnexercised = coverage?.some(({ isExercised }) => !isExercised) === true;
  return failed + broken > 0 || hasUnexercised ? FINDINGS : CLEAN;
}
