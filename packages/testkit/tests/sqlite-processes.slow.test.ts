/** Several processes use the SQLite adapter on one file, and one of them is killed. The history has no violation. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { expect, it } from "vitest";

import { checkHistory } from "../src/history/index.ts";
import { sqliteAdapter } from "./sqlite/sqlite-adapter.ts";

const APPENDS = 150;

function startWriter(file: string, name: string): ChildProcess {
  const program = join(import.meta.dirname, "sqlite/writer.ts");
  const args = ["--conditions=@truce/source", "--no-warnings", program, file, name, String(APPENDS)];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
}

it(
  "two writer processes pin each note once, even if a third process is killed",
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "truce-sqlite-"));
    const file = join(folder, "events.db");
    // Creates the tables now, so the writers do not compete to create them.
    await sqliteAdapter(file).close();

    const killed = startWriter(file, "killed");
    if (killed.stdout) await once(killed.stdout, "data");
    const writers = ["first", "second"].map((name) => startWriter(file, name));
    killed.kill("SIGKILL");
    const outputs = await Promise.all(writers.map((writer) => text(writer.stdout as NodeJS.ReadableStream)));
    const kinds = outputs.flatMap((output) => output.trim().split("\n"));
    expect(kinds).toHaveLength(2 * APPENDS);

    const adapter = sqliteAdapter(file);
    const events = await Array.fromAsync(adapter.readAll());
    const ruleSets = await Array.fromAsync(adapter.readRuleSets());
    const { violations, counts } = await checkHistory({ events, ruleSets });
    expect(violations).toEqual([]);
    expect(counts.appends).toBe(APPENDS);
    expect(events).toHaveLength(3 * APPENDS);
    await adapter.close();
    await rm(folder, { recursive: true });
  },
);
