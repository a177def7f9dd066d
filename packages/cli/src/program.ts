/** The command line: global options, and the commands as far as their names. */

import { resolve } from "node:path";
import { Command, type OutputConfiguration } from "@commander-js/extra-typings";
import { COMMANDS } from "./commands/commands.ts";
import type { Context } from "./context.ts";
import type { Io } from "./io.ts";
import { styleFor, wantsColors } from "./style.ts";
import { VERSION } from "./version.ts";

/** The program; parsing a command line with it runs the command. */
export function programFor(io: Io, end: Context["end"]): Command {
  const program = new Command("truce")
    .description("Conflict rules as .conflicts files: checked, formatted, explained and compared.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .option("--cwd, --root <folder>", "the root of the project; files are relative to it", ".")
    .option("--color", "use colours, even where the output is no terminal")
    .option("--no-color", "use no colours")
    .configureOutput(outputOf(io))
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();

  const commands = COMMANDS.map(({ name, summary, load }) => ({
    command: program.command(name).description(summary),
    load,
  }));
  program.hook("preSubcommand", async (_program, subcommand) => {
    const asked = commands.find(({ command }) => command.name() === subcommand.name());
    if (asked === undefined) return;
    const { root, color } = program.opts();
    const style = styleFor(wantsColors(io.stdout, io.env, color));
    const define = await asked.load();
    define(asked.command, { io, root: resolve(io.cwd, root), style, end });
  });
  return program;
}

function outputOf(io: Io): OutputConfiguration {
  return {
    writeOut: (text) => io.stdout.write(text),
    writeErr: (text) => io.stderr.write(text),
    outputError: (text, write) => write(text.replace(/^error: /, "truce: ")),
  };
}
