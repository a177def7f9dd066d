/** The command line: global options, and the commands as far as their names. */

import { isAbsolute, resolve } from "node:path";
import { Command, type OutputConfiguration } from "@commander-js/extra-typings";
import { COMMANDS, type CommandEntry } from "./commands/commands.ts";
import type { Context } from "./context.ts";
import { END_OF_HELP, helpConfiguration } from "./commands/command.ts";
import type { Io } from "./io.ts";
import { printable } from "./printable.ts";
import { styleFor, wantsColors } from "./style.ts";
import { VERSION } from "./version.ts";

/** The program; parsing a command line with it runs the command. */
export function programFor(io: Io, end: Context["end"]): Command {
  const program = new Command("truce")
    .description(
      "Check, format, explain, compare, test and build conflict rules written as .conflicts files.",
    )
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .option("--cwd, --root <folder>", "the root of the project; names of files are relative to it")
    .option("--project <root>", "the project of truce.json with this root")
    .option("--color", "use colours, even if the output is not a terminal")
    .option("--no-color", "do not use colours")
    .configureHelp(helpConfiguration(styleFor(true)))
    .addHelpText("after", END_OF_HELP)
    .showHelpAfterError("see 'truce --help'")
    .exitOverride();
  program.configureOutput(outputOf(io, () => program.opts().color));

  const commands = new Map(COMMANDS.map((entry) => [entry.name, lazily(program, entry)]));
  const showHelp = async (name: string | null): Promise<boolean> => {
    const command = name === null ? program : await commands.get(name)?.(contextOf(program.opts()));
    command?.outputHelp();
    return command !== undefined;
  };
  const contextOf = ({ root, project, color }: GlobalOptions): Context => ({
    io,
    // The working folder may be gone; a root that is absolute does not need it.
    root: root !== undefined && isAbsolute(root) ? resolve(root) : resolve(io.cwd, root ?? "."),
    isRootGiven: root !== undefined,
    project: project ?? null,
    style: styleFor(wantsColors(io.stdout, io.env, color)),
    errorStyle: styleFor(wantsColors(io.stderr, io.env, color)),
    end,
    showHelp,
  });
  program.hook("preSubcommand", async (_program, subcommand) => {
    await commands.get(subcommand.name())?.(contextOf(program.opts()));
  });
  return program;
}

interface GlobalOptions {
  readonly root?: string;
  readonly project?: string;
  readonly color?: boolean;
}

/** Adds a command to the program's list. The result defines the command when it is first needed. */
function lazily(
  program: Command,
  { name, summary, load }: CommandEntry,
): (context: Context) => Promise<Command> {
  const command = program.command(name).summary(summary);
  let isDefined = false;
  return async (context) => {
    if (!isDefined) (await load())(command, context);
    isDefined = true;
    return command;
  };
}

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

/** Commander's complaint about a command line, in one line. */
function problemOf(text: string): string {
  const [, problem = text, suggestion] =
    /^(?:error: )?([^]*?)(?:\n\(Did you mean ([^]*)\?\))?\n$/.exec(text) ?? [];
  return printable(problem) + (suggestion === undefined ? "" : ` (did you mean '${printable(suggestion)}'?)`);
}
