/** The terminals of a reader: commands that end, and commands that go on until Ctrl+C. */

import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startProgram, type Program } from "../process-tree.ts";

/** A command that goes on. */
interface Running {
  readonly command: string;
  readonly process: Program;
  /** What it has printed so far. */
  readonly printed: () => string;
}

/** Terminals that are open in one folder. */
export interface Terminals {
  /** Runs a command to its end. Returns what it prints. */
  run(command: string): Promise<string>;
  /**
   * Starts a command that goes on. If the same command is running, it is stopped first. When this returns, `curl` has the
   * headers of the response.
   */
  start(command: string): Promise<Running>;
  /** Presses Ctrl+C in all terminals. Throws if a program ends with an error. */
  stopAll(): Promise<void>;
}

/** @param port - The port of the server, in place of 3000. */
export function terminalsIn(folder: string, port: number): Terminals {
  const running = new Set<Running>();
  const env = {
    PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}`,
    HOME: process.env["HOME"],
    PORT: `${port}`,
    // Whatever is not in the folder must not come from elsewhere.
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
  const open = (command: string) => {
    // With `exec`, signals reach the program and not the shell.
    const line = `exec ${command.replaceAll("localhost:3000", `localhost:${port}`)}`;
    const opened = startProgram("bash", ["-c", line], { cwd: folder, env });
    let printed = "";
    const read = (text: string): void => void (printed += text);
    opened.stdout.setEncoding("utf8").on("data", read);
    // The progress meter of curl is on standard error, if standard output is no terminal.
    if (!command.startsWith("curl ")) opened.stderr.setEncoding("utf8").on("data", read);
    return {
      command,
      process: opened,
      printed: () => printed.replaceAll(`localhost:${port}`, "localhost:3000"),
    };
  };
  const stop = async (one: Running): Promise<void> => {
    running.delete(one);
    if (one.process.exitCode !== null) throw new Error(`'${one.command}' ended early: ${one.printed()}`);
    const closed = once(one.process, "close");
    one.process.kill("SIGINT");
    const [code, signal] = (await closed) as [number | null, string | null];
    // `curl` has no handler for the signal.
    if (code !== 0 && signal !== "SIGINT") {
      throw new Error(`'${one.command}' ended with ${code ?? signal}: ${one.printed()}`);
    }
  };
  return {
    async run(command) {
      const one = open(command);
      await once(one.process, "close");
      return one.printed();
    },
    async start(command) {
      for (const one of running) if (one.command === command) await stop(one);
      const headers = join(folder, "../headers.txt");
      await rm(headers, { force: true });
      const one = open(command.replace(/^curl /, `curl -D '${headers}' `));
      running.add(one);
      while (command.startsWith("curl ") && !hasText(headers)) {
        if (one.process.exitCode !== null) throw new Error(`'${command}' got no response: ${one.printed()}`);
        await setTimeout(20);
      }
      return one;
    },
    async stopAll() {
      // The server last: it ends the streams that are still open.
      for (const one of [...running].toReversed()) await stop(one);
    },
  };
}

function hasText(path: string): boolean {
  return existsSync(path) && readFileSync(path, "utf8") !== "";
}
