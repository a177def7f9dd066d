/** Runs a program of this example as its users do, with its output in a pipe. */

import { execFile } from "node:child_process";

export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const root = `${import.meta.dirname}/../../..`;

/** @param program - A file of this example. */
export function run(program: string, ...args: readonly string[]): Promise<Finished> {
  return runWith({}, program, ...args);
}

/** @param variables - What is set in the environment besides what every program finds there. */
export function runWith(
  variables: Readonly<Record<string, string>>,
  program: string,
  ...args: readonly string[]
): Promise<Finished> {
  // Colours are the terminal's business: whoever runs the tests may force or forbid them. So is where the events go.
  const { FORCE_COLOR: _forced, NO_COLOR: _forbidden, DATABASE_URL: _server, ...inherited } = process.env;
  const env = { ...inherited, ...variables };
  const command = ["--conditions=@truce/source", `examples/crm/${program}`, ...args];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: root, env }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
