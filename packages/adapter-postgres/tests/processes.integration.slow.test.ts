/**
 * Several processes write to one store for some seconds; then the log, and what each of them was told, is judged.
 *
 * `TRUCE_SECONDS=600` lets them go on for longer.
 */

import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { env } from "node:process";

import { checkHistory, type ToldAppend } from "@truce/testkit/history";
import { afterAll, expect, inject, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import type { WriterTask } from "./support/writer-process.ts";

const PROCESSES = 4;
const seconds = Number(env["TRUCE_SECONDS"] ?? "3");

const pool = newPool(2);
afterAll(() => pool.end());

test(
  "processes that write at once merge no registered conflict, and lose and repeat nothing",
  { timeout: (seconds * 10 + 60) * 1_000 },
  async () => {
    const schema = newSchema();
    const adapter = postgresAdapter({ pool }, { schema });
    await adapter.migrate();
    const task: WriterTask = { databaseUrl: inject("databaseUrl"), schema, seconds, writers: 12 };
    const told = (await Promise.all(Array.from({ length: PROCESSES }, () => writeInProcess(task)))).flat();

    const { counts, violations } = await checkHistory({
      events: adapter.readAll(),
      ruleSets: adapter.readRuleSets(),
      told,
      toldIsComplete: true,
    });
    expect(violations).toEqual([]);
    // It was no idle check: all of this has happened.
    const kinds = new Set(told.map(({ answer }) => answer.kind));
    expect([...kinds].toSorted()).toEqual(["appended", "conflict", "duplicate", "merged", "wrong-version"]);
    expect(counts.pairsJudged).toBeGreaterThan(100);
    expect(counts.refusedPairs).toBeGreaterThan(100);
  },
);

/** What a process of its own was told by the store. */
async function writeInProcess(task: WriterTask): Promise<readonly ToldAppend[]> {
  const child = fork(join(import.meta.dirname, "support/writer-process.ts"), {
    execArgv: ["--conditions=@truce/source"],
    // Keeps times what they are.
    serialization: "advanced",
  });
  child.send(task);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`a writer ended with exit code ${String(code)}`);
  });
  const [told] = (await Promise.race([once(child, "message"), ended])) as [readonly ToldAppend[]];
  ended.catch(() => {});
  return told;
}
