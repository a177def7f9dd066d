/** Starts the turns of Emmett, each in a process of its own. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";

import type { EmmettTask } from "./emmett-turn.ts";

/** @returns What the turn printed. */
export async function runEmmett(databaseUrl: string, task: EmmettTask): Promise<unknown> {
  const program = join(import.meta.dirname, "emmett-turn.ts");
  const child = spawn(process.execPath, [...process.execArgv, program, databaseUrl, JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await Promise.race([
      once(createInterface(child.stdout), "line"),
      once(child, "exit").then(() => {
        throw new Error(`Emmett ended without a result: ${task.kind}`);
      }),
    ])) as readonly string[];
    return JSON.parse(line ?? "null");
  } finally {
    child.kill("SIGKILL");
  }
}
