/**
 * Several processes write to one store for some seconds. Then the log and the outcomes that they got are checked.
 *
 * `TRUCE_SECONDS=600` makes them run for longer.
 */

import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { env } from "node:process";

import { checkHistory, type ClientObservation } from "@truce/testkit/history";
import { afterAll, expect, inject, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import type { WriterTask } from "./support/writer-process.ts";

const PROCESSES = 4;
const seconds = Number(env["TRUCE_SECONDS"] ?? "3");

const pool = newPool(2);
afterAll(() => pool.end());

test(
  "processes that write at the same time merge no registered conflict, and no event is lost or stored twice",
  { timeout: (seconds * 10 + 60) * 1_000 },
  async () => {
    const schema = newSchema();
    const adapter = postgresAdapter({ pool }, { schema });
    await adapter.migrate();
    const task: WriterTask = { databaseUrl: inject("databaseUrl"), schema, seconds, writers: 12 };
    const observations = (
      await Promise.all(Array.from({ length: PROCESSES }, () => writeInProcess(task)))
    ).flat();

    const { counts, violations } = await checkHistory({
      events: adapter.readAll(),
      ruleSets: adapter.readRuleSets(),
      observations,
      observationsAreComplete: true,
    });
    expect(violations).toEqual([]);
    // The check is not vacuous: all of these outcomes occurred.
    const kinds = new Set(observations.map(({ outcome }) => outcome.kind));
    expect([...kinds].toSorted()).toEqual(["appended", "conflict", "duplicate", "merged", "wrong-version"]);
    expect(counts.pairsJudged).toBeGreaterThan(100);
    expect(counts.refusedPairs).toBeGreaterThan(100);
  },
);

/** The outcomes that one process got from the store. */
async function writeInProcess(task: WriterTask): Promise<readonly ClientObservation[]> {
  const child = fork(join(import.meta.dirname, "support/writer-process.ts"), {
    execArgv: ["--conditions=@truce/source"],
    // JSON would change the times.
    serialization: "advanced",
  });
  child.send(task);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`a writer ended with exit code ${String(code)}`);
  });
  const [observations] = (await Promise.race([once(child, "message"), ended])) as [
    readonly ClientObservation[],
  ];
  ended.catch(() => {});
  return observations;
}
