/**
 * A program that runs a PostgreSQL server, kills it as a crash would, and starts it again on the same directory.
 *
 * It is a separate process because the package that starts PostgreSQL ends its process with exit code 0. It ends with its
 * parent.
 */

import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { embeddedPostgres } from "@truce/test-support/embedded-postgres";

/** A request of the parent. It is answered once it is done. */
export type HostRequest =
  | { readonly kind: "start" }
  /** Kills every process of the server at once. */
  | { readonly kind: "kill" }
  /** Starts the server and kills it after this many milliseconds, while it is recovering. */
  | { readonly kind: "start and kill"; readonly after: number };

/** The first message has the URL of a superuser. */
export type HostAnswer =
  { readonly url: string } | { readonly done: HostRequest["kind"] } | { readonly failed: string };

const SETTINGS = {
  max_connections: "60",
  shared_buffers: "32MB",
  // Small, so that checkpoints are frequent and recovery is short.
  max_wal_size: "64MB",
  checkpoint_timeout: "30s",
  // Long enough for a deadlock to form, short enough for it to be detected before other time limits.
  deadlock_timeout: "150ms",
};

let lastOutput = "";
const { server, url, directory, dataDirectory } = await embeddedPostgres(
  SETTINGS,
  (text) => (lastOutput = text),
);

process.on("disconnect", () => void end());
process.on("exit", () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
process.on("message", (request: HostRequest) => void answer(request));

await server.initialise();
await server.start();
send({ url });

async function answer(request: HostRequest): Promise<void> {
  try {
    if (request.kind === "kill") await kill();
    else if (request.kind === "start") await start();
    else await startAndKill(request.after);
    send({ done: request.kind });
  } catch (error) {
    send({ failed: `${request.kind}: ${String(error)}: ${lastOutput}` });
  }
}

async function start(): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await server.start();
      return;
    } catch (error) {
      // The kernel may need a moment to release the port and the shared memory.
      if (attempt === 20) throw new Error("PostgreSQL does not start", { cause: error });
      await sleep(50);
    }
  }
}

async function startAndKill(after: number): Promise<void> {
  const starting = server.start().catch(() => undefined);
  await sleep(after);
  await kill();
  await starting;
}

async function kill(): Promise<void> {
  const postmaster = await postmasterPid();
  // While it is stopped, it cannot start new processes or clean up when its children are killed.
  process.kill(postmaster, "SIGSTOP");
  for (const child of childrenOf(postmaster)) killHard(child);
  killHard(postmaster);
  while (isAlive(postmaster)) await sleep(1);
}

/** The first line of the file that a running server keeps in its directory. */
async function postmasterPid(): Promise<number> {
  for (let waited = 0; waited < 5_000; waited += 5) {
    const text = await readFile(join(dataDirectory, "postmaster.pid"), "utf8").catch(() => "");
    const pid = Number.parseInt(text, 10);
    if (pid > 0 && isAlive(pid)) return pid;
    await sleep(5);
  }
  throw new Error("there is no running server to kill");
}

function childrenOf(pid: number): readonly number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const processes = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return processes.flatMap(([child, itsParent]) => (itsParent === pid && child !== undefined ? [child] : []));
}

function killHard(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function end(): Promise<void> {
  await kill().catch(() => undefined);
  process.exit();
}

function send(message: HostAnswer): void {
  process.send?.(message);
}
