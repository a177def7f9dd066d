/** The founding story and the whole day, in memory and on PostgreSQL. The demo's test runs them on PGlite. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { memoryAdapter } from "@truce/adapter-memory";
import { postgresAdapter } from "@truce/adapter-postgres";
import type { StorageAdapter } from "@truce/core/adapter";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { checkRuns, countRefusals, foundingStory, type Runs } from "./checks.ts";
import { loadRules } from "./load-rules.ts";
import { playDay } from "./play-day.ts";
import { recordedDay } from "./recorded-day.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly databaseUrl: string;
  }
}

const RULES = join(import.meta.dirname, "crm.conflicts");

const pool = new Pool({ connectionString: inject("databaseUrl") });
afterAll(() => pool.end());

async function onPostgres(): Promise<StorageAdapter> {
  const adapter = postgresAdapter({ pool }, { schema: `crm_${crypto.randomUUID().replaceAll("-", "_")}` });
  await adapter.migrate();
  return adapter;
}

const storages: readonly (readonly [string, () => Promise<StorageAdapter>])[] = [
  ["in memory", async () => memoryAdapter()],
  ["on PostgreSQL", onPostgres],
];

describe.for(storages)("%s", ([, openStorage]) => {
  let runs: Runs;
  beforeAll(async () => {
    runs = {
      withoutRules: await playDay(await openStorage()),
      withRules: await playDay(await openStorage(), await loadRules(RULES)),
    };
  });

  it("merges Harry's note, one version behind", () => {
    const [joe, harry] = foundingStory(runs.withRules);
    expect(joe).toMatchObject({ user: "joe", refusals: [], result: { kind: "appended", firstVersion: 4 } });
    expect(harry).toMatchObject({
      user: "harry",
      refusals: [],
      result: { kind: "merged", firstVersion: 5, mergedOver: 1 },
    });
  });

  it("refuses Ann's change of the same value, and names the rule, its line and its reason", () => {
    const [, , ann] = foundingStory(runs.withRules);
    const [pair] = ann?.refusals[0]?.conflicts ?? [];
    expect(pair).toMatchObject({
      reason: "rule",
      incoming: { type: "ClientValueUpgraded", data: { to: 65_000 } },
      committed: { type: "ClientValueUpgraded", version: 4, data: { to: 60_000 } },
      rule: { reason: "Another user has just changed the value. Look at it first." },
    });
    const line = (pair?.reason === "rule" && pair.rule.source?.line) || 0;
    expect(readFileSync(RULES, "utf8").split("\n")[line - 1]).toBe("  @ClientValue conflicts @ClientValue");
  });

  it("refuses Harry's note if there are no rules", () => {
    const [, harry] = foundingStory(runs.withoutRules);
    expect(harry?.refusals.length).toBeGreaterThanOrEqual(1);
  });

  it("accepts every command, and interrupts users far less often with the rules", () => {
    const { withoutRules, withRules } = runs;
    const kinds = Object.groupBy(withRules.commands, ({ result }) => result.kind);
    expect(kinds.merged?.length).toBeGreaterThan(100);
    expect(kinds.duplicate).toBeUndefined();
    expect(withRules.commands).toHaveLength(recordedDay.length);
    expect(withoutRules.commands.map(({ result }) => result.kind)).toEqual(recordedDay.map(() => "appended"));
    expect(countRefusals(withRules)).toBeGreaterThan(10);
    expect(countRefusals(withRules)).toBeLessThan(countRefusals(withoutRules) / 4);
  });

  it("makes every claim of the demo true", async () => {
    expect((await checkRuns(runs)).filter(({ holds }) => !holds)).toEqual([]);
  });
});
