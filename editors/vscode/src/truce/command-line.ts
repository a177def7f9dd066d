/** How a command `truce` is started. */

/** A program, its arguments and its environment. */
export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** The Node that runs scripts. */
export interface NodeChoice {
  /** The setting `truce.node`; it is empty if it is not set. */
  readonly setting: string;
  /** The program of VS Code, which is Node if a variable says so. */
  readonly ofEditor: string;
}

/** Starts a script by Node, and any other program by itself. */
export function commandLineOf(path: string, args: readonly string[], node: NodeChoice): CommandLine {
  if (!/\.[cm]?[jt]s$/.test(path)) return { command: path, args, env: { ...process.env } };
  return node.setting === ""
    ? { command: node.ofEditor, args: [path, ...args], env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" } }
    : { command: node.setting, args: [path, ...args], env: { ...process.env } };
}
