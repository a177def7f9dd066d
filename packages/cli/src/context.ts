/** What every command gets. */

import type { Command } from "@commander-js/extra-typings";
import type { ExitStatus } from "./exit-status.ts";
import type { Io } from "./io.ts";
import type { Style } from "./style.ts";

/** A run of a command: its world, and the options that all commands share. */
export interface Context {
  readonly io: Io;
  /** The project's root: absolute. Files on the command line are relative to it. */
  readonly root: string;
  /** Whether `--root` has named it. */
  readonly isRootGiven: boolean;
  /** The project of `truce.json` that `--project` names; null without that option. */
  readonly project: string | null;
  /** For standard output. */
  readonly style: Style;
  /** For standard error. */
  readonly errorStyle: Style;
  /** Ends the run with a status, once what the command awaits is done. */
  readonly end: (status: ExitStatus) => void;
  /** Prints the help of a command, or of the program (null); false where there is no such command. */
  readonly showHelp: (command: string | null) => Promise<boolean>;
}

/** Gives a command its arguments, options and examples, and says what it does. */
export type DefineCommand = (command: Command, context: Context) => void;
