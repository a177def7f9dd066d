/** PGlite in a directory, under a lock that is never taken from a live process. */

import { spawn } from "node:child_process";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { openPglite } from "../src/pglite-node.ts";
import { request } from "./support/requests.ts";

let parent: string;
let directory: string;
let lockFile: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "truce-pglite-"));
  directory = join(parent, "store");
  lockFile = `${directory}.truce-lock`;
});
afterEach(() => rm(parent, { recursive: true, force: true }));

test("appended events are there when the directory is opened again", async () => {
  const first = await openPglite(directory);
  await postgresAdapter(first).migrate();
  await postgresAdapter(first).append(request());
  await first.close();
  await first.close();
  const second = await openPglite(directory);
  expect(await Array.fromAsync(postgresAdapter(second).readAll())).toHaveLength(1);
  await second.close();
  await expect(access(lockFile)).rejects.toMatchObject({ code: "ENOENT" });
});

test("while it is open it cannot be opened again; at the end of its scope it is closed", async () => {
  {
    await using opened = await openPglite(directory);
    expect(opened.pglite).toBeDefined();
    await expect(openPglite(directory)).rejects.toMatchObject({ code: "directory-locked", lockFile });
    await expect(openPglite(`${directory}/`)).rejects.toMatchObject({ code: "directory-locked" });
  }
  await expect(access(lockFile)).rejects.toMatchObject({ code: "ENOENT" });
});

test("the lock of a live process is respected", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"]);
  await writeFile(lockFile, JSON.stringify({ pid: child.pid, host: hostname(), token: "x" }));
  await expect(openPglite(directory)).rejects.toMatchObject({ code: "directory-locked" });
  child.kill();
});

test("a lock of another host and a lock without valid content are respected", async () => {
  const pid = await endedProcess();
  for (const content of [
    JSON.stringify({ pid, host: "elsewhere", token: "x" }),
    "",
    "null",
    "{}",
    "no JSON",
  ]) {
    await writeFile(lockFile, content);
    await expect(openPglite(directory)).rejects.toMatchObject({ code: "directory-locked" });
  }
});

test("the lock of a process that has ended is taken over by one process only", async () => {
  await writeFile(lockFile, JSON.stringify({ pid: await endedProcess(), host: hostname(), token: "x" }));
  const opened = await Promise.allSettled([1, 2, 3].map(() => openPglite(directory)));
  const winners = opened.filter((one) => one.status === "fulfilled");
  expect(winners).toHaveLength(1);
  for (const { value } of winners) await value.close();
});

async function endedProcess(): Promise<number | undefined> {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.on("exit", resolve));
  return child.pid;
}
