/** One run of the command: from the arguments to the exit status. Never throws. */

import { CommanderError } from "@commander-js/extra-typings";
import { MISUSE, CLEAN, type ExitStatus } from "./exit-status.ts";
import type { Io } from "./io.ts";
import { MisuseError } from "./misuse-error.ts";
import { programFor } from "./program.ts";

/**
 * Runs the command.
 *
 * @param args - What stands behind `truce` on the command line.
 */
export async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = CLEAN;
  try {
    await programFor(io, (end) => (status = end)).parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    // Help and the version end by an error of status 0; what is wrong with a command line has been said.
    if (error instanceof CommanderError) return error.exitCode === 0 ? CLEAN : MISUSE;
    if (error instanceof MisuseError) io.stderr.write(`truce: ${error.message}\n`);
    else io.stderr.write(`truce: this is a bug, please report it: ${String(error)}\n`);
    return MISUSE;
  }
}
