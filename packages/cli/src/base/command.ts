/** What a command is made of. */

import type { Command } from "@commander-js/extra-typings";
import type { Context } from "./context.ts";
import type { ExitStatus } from "./exit-status.ts";
import { styleFor } from "./style.ts";

/** Defines the arguments, the options, the examples and the action of a command. */
export type DefineCommand = (command: Command, context: Context, program: Program) => void;

/** What a command can ask of the program that it is part of. */
export interface Program {
  /** Makes an action for commander. The status that it returns becomes the exit status of the run. */
  readonly exitWith: <Args extends unknown[]>(
    action: (...args: Args) => Promise<ExitStatus>,
  ) => (...args: Args) => Promise<void>;
  /** Prints the help of a command, or of the program if the name is null. False if there is no such command. */
  readonly showHelp: (name: string | null) => Promise<boolean>;
}

/** Command lines, as the last part of a command's help. Commander removes the colours if there are to be none. */
export function examples(lines: readonly string[]): string {
  return `\n${styleFor(true)("bold", "Examples:")}\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}
