/** The command line: the global options, and the names of the commands. */

import { isAbsolute, resolve } from "node:path";
import { Command, type HelpConfiguration, type OutputConfiguration } from "@commander-js/extra-typings";
import type { Program } from "./base/command.ts";
import { COMMANDS, type CommandEntry } from "./commands.ts";
import type { Context } from "./base/context.ts";
import type { ExitStatus } from "./base/exit-status.ts";
import type { Io } from "./base/io.ts";
import { printable } from "./base/printable.ts";
import { styleFor, wantsColors } from "./base/style.ts";
import { VERSION } from "./base/version.ts";

/**
 * The program. Parsing a command line with it runs the command.
 *
 * @param exit - Called with the exit status of the command.
 */
export function programFor(io: Io, exit: (status: ExitStatus) => void): Command {
  const program = new Command("truce")
    .description(
      "Check, format, explain, compare, test and build conflict rules written as .conflicts files.",
    )
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .option("--root <folder>", "the root of the project; names of files are relative to it")
    .option("--project <root>", "the project of truce.json with this root")
    .option("--color", "use colours, even if the output is not a terminal")
    .option("--no-color", "do not use colours")
    .configureHelp(HELP)
    .addHelpText("after", END_OF_HELP)
    .showHelpAfterError("see 'truce --help'")
    .exitOverride();
  program.configureOutput(outputOf(io, () => program.opts().color));

  const define = new Map(COMMANDS.map((entry) => [entry.name, addCommand(program, entry)]));
  const contextOf = ({ root, project, color }: GlobalOptions): Context => ({
    io,
    // The working folder may not exist any more; a root that is absolute does not need it.
    root: root !== undefined && isAbsolute(root) ? resolve(root) : resolve(io.cwd, root ?? "."),
    isRootGiven: root !== undefined,
    project: project ?? null,
    style: styleFor(wantsColors(io.stdout, io.env, color)),
    errorStyle: styleFor(wantsColors(io.stderr, io.env, color)),
  });
  const forCommands: Program = {
    exitWith:
      (action) =>
      async (...args) =>
        exit(await action(...args)),
    async showHelp(name) {
      const command = name === null ? program : await defined(name);
      command?.outputHelp();
      return command !== undefined;
    },
  };
  const defined = async (name: string): Promise<Command | undefined> =>
    await define.get(name)?.(contextOf(program.opts()), forCommands);
  program.hook("preSubcommand", async (_program, subcommand) => {
    await defined(subcommand.name());
  });
  return program;
}

interface GlobalOptions {
  readonly root?: string;
  readonly project?: string;
  readonly color?: boolean;
}

/** Adds a command to the program's list. The result defines its options and its action, once. */
function addCommand(
  program: Command,
  { name, summary, load }: CommandEntry,
): (context: Context, forCommands: Program) => Promise<Command> {
  const command = program.command(name).summary(summary);
  let isDefined = false;
  return async (context, forCommands) => {
    if (!isDefined) (await load())(command, context, forCommands);
    isDefined = true;
    return command;
  };
}

const style = styleFor(true);

/** Commander removes the colours if there are to be none. */
const HELP: HelpConfiguration = {
  showGlobalOptions: true,
  subcommandTerm: (command: Command) => command.name(),
  styleTitle: (text) => style("bold", text),
  styleCommandText: (text) => style("cyan", text),
  styleSubcommandText: (text) => style("cyan", text),
  styleOptionText: (text) => style("cyan", text),
  styleArgumentText: (text) => style("cyan", text),
};

const END_OF_HELP = `
${style("bold", "Exit status:")}
  0  no problems found
  1  problems found
  2  wrong usage, or a file that cannot be read or written

${style("bold", "Examples:")}
  $ truce init
  $ truce check
  $ truce help check`;

function outputOf(io: Io, color: () => boolean | undefined): OutputConfiguration {
  return {
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
    outputError: (text, write) => write(`truce: ${problemOf(text)}\n`),
    getOutHelpWidth: () => io.stdout.columns ?? 80,
    getErrHelpWidth: () => io.stderr.columns ?? 80,
    getOutHasColors: () => wantsColors(io.stdout, io.env, color()),
    getErrHasColors: () => wantsColors(io.stderr, io.env, color()),
  };
}

/** Commander's message about a wrong command line, in one line. */
function problemOf(text: string): string {
  const [, problem = text, suggestion] =
    /^(?:error: )?([^]*?)(?:\n\(Did you mean ([^]*)\?\))?\n$/.exec(text) ?? [];
  return printable(problem) + (suggestion === undefined ? "" : ` (did you mean '${printable(suggestion)}'?)`);
}
