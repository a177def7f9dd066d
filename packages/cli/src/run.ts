/** One run of the command: from the arguments to the exit status. */

import { CommanderError } from "@commander-js/extra-typings";
import { CLEAN, MISUSE, type ExitStatus } from "./base/exit-status.ts";
import { describeFailure } from "./base/failure.ts";
import type { Io } from "./base/io.ts";
import { programFor } from "./program.ts";

/**
 * Runs the command. Never throws.
 *
 * @param args - The words after `truce` on the command line.
 */
export async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = CLEAN;
  const exit = (ended: ExitStatus): void => {
    status = ended;
  };
  try {
    await programFor(io, exit).parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    // Help and the version end with an error of status 0. Commander has printed what is wrong with a command line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? CLEAN : MISUSE;
    io.stderr.write(describeFailure(error));
    return MISUSE;
  }
}
