/** Programs that a test starts, each with the processes that it starts itself. None of them outlives the test. */

import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";

/** A program whose output can be read. */
export type Program = ChildProcessByStdio<null, Readable, Readable>;

const running = new Set<number>();

/** Starts a program. When it ends, what is left of its processes is killed. */
export function startProgram(
  file: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Program {
  // Detached, it leads a group, which the processes that it starts belong to. A signal can be sent to the whole group.
  const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const { pid } = child;
  if (pid !== undefined) {
    running.add(pid);
    child.once("exit", () => kill(pid));
  }
  return child;
}

/** Kills all programs that are still running: a test that fails does not stop them. */
export function killPrograms(): void {
  for (const pid of running) kill(pid);
}

function kill(group: number): void {
  running.delete(group);
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    // ESRCH: all of its processes have ended.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

// The process that runs the tests can be ended early: by Ctrl+C, by a time limit, or because its parent is gone.
process.once("exit", killPrograms).once("disconnect", killPrograms);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    killPrograms();
    process.kill(process.pid, signal);
  });
}
