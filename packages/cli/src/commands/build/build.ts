/** `truce build`: writes rules as a TypeScript module. */

import { examples, type DefineCommand } from "../../base/command.ts";
import { CLEAN, FINDINGS, MISUSE, worse, type ExitStatus } from "../../base/exit-status.ts";
import { MisuseError } from "../../base/failure.ts";
import { printable } from "../../base/printable.ts";
import { problemsIn } from "../../projects/problems-in.ts";
import { projectsFor, withoutModules, type Project, type Projects } from "../../projects/projects-for.ts";
import { buildOnEveryChange } from "./build-on-every-change.ts";
import { attemptBuild, checkModule, writeModule, type BuildFiles } from "./build-project.ts";

const EXAMPLES = [
  "truce build --out src/rules.ts",
  "truce build --out src/rules.ts --watch",
  "truce build rules/crm.conflicts --out src/crm-rules.ts",
  "truce build --out src/rules.ts --check",
  "truce build > src/rules.ts",
];

interface Options {
  readonly out?: string | undefined;
  readonly check: boolean;
  readonly watch: boolean;
}

export const build: DefineCommand = (command, context, { exitWith }) => {
  command
    .description(
      "Write the rules as a TypeScript module: no parser at run time, and names that the compiler checks.",
    )
    .argument(
      "[files...]",
      "files, folders or patterns; '-' for standard input (default: every .conflicts file)",
    )
    .option("--out <file>", "where to write the module (default: 'out' in truce.json, or standard output)")
    .option("--check", "change nothing; report whether the module is up to date")
    .option("--watch", "build again whenever a rule file changes, until you press Ctrl+C")
    .option("--events <list>", "the event types of the application; any other name is an error")
    .option("--stdin-filename <file>", "file name to use for standard input")
    .addHelpText("after", examples(EXAMPLES))
    .action(
      exitWith(async (patterns, { out, check = false, watch = false, events, stdinFilename }) => {
        if (out === "-")
          throw new MisuseError("--out needs a file: leave it out for standard output, or write './-'");
        if (watch && check) throw new MisuseError("--watch and --check cannot be used together");
        if (watch && patterns.includes("-"))
          throw new MisuseError("--watch needs files: standard input cannot be read twice");
        const named = withoutModules(await projectsFor(context, patterns, { out, events }), patterns);
        const projects = withModules(named, { check, watch });
        const files = { patterns, stdinFilename };
        if (!watch) return await buildAll(projects, files, check);
        await buildOnEveryChange(projects, files);
        return CLEAN;
      }),
    );
};

/** The projects to build. If there are several, those without `out` are left out. A single one may go to standard output. */
function withModules({ context, projects }: Projects, { check, watch }: Options): Projects {
  const [only] = projects;
  const having = projects.filter(({ out }) => out !== undefined);
  if (projects.length > 1) {
    if (having.length > 0) return { context, projects: having };
    throw new MisuseError("no project in truce.json has a module: add 'out' to those that need one");
  }
  if (only?.out === undefined && (check || watch))
    throw new MisuseError(`--${check ? "check" : "watch"} needs --out: the file of the module`);
  return { context, projects };
}

async function buildAll(
  { context, projects }: Projects,
  files: BuildFiles,
  check: boolean,
): Promise<ExitStatus> {
  let worst: ExitStatus = CLEAN;
  for (const project of projects) worst = worse(worst, await buildOne(project));
  return worst;

  async function buildOne(project: Project): Promise<ExitStatus> {
    try {
      const { module, messages } = await attemptBuild(project, files);
      context.io.stderr.write(messages);
      if (module === null) return FINDINGS;
      if (project.out === undefined) {
        context.io.stdout.write(module);
        return CLEAN;
      }
      const { text, status } = await (check ? checkModule : writeModule)(project, project.out, module);
      context.io.stdout.write(text);
      return status;
    } catch (error) {
      // The other projects are still built.
      for (const problem of problemsIn(project, error))
        context.io.stderr.write(`truce: ${printable(problem)}\n`);
      return MISUSE;
    }
  }
}
