import { join } from "node:path";

import { memoryAdapter } from "@truce/adapter-memory";
import { defineConflictRules } from "@truce/core";
import { beforeAll, expect, it } from "vitest";

import { checkRuns, type Runs } from "./checks.ts";
import type { ClientEvent } from "./domain/client.ts";
import { loadRules } from "./load-rules.ts";
import { playDay } from "./play-day.ts";

let good: Runs;
/** The same day by rules that merge changes of the same value. */
let generous: Runs;

beforeAll(async () => {
  const rules = await loadRules(join(import.meta.dirname, "crm.conflicts"));
  const generousRules = defineConflictRules<ClientEvent>({
    rules: { ClientValueUpgraded: [], ClientValueDowngraded: [] },
  });
  const withoutRules = await playDay(memoryAdapter());
  good = { withoutRules, withRules: await playDay(memoryAdapter(), rules) };
  generous = { withoutRules, withRules: await playDay(memoryAdapter(), generousRules) };
});

const withLog = (change: (log: Runs["withRules"]["log"]) => Runs["withRules"]["log"]): Runs => ({
  ...good,
  withRules: { ...good.withRules, log: change(good.withRules.log) },
});

it.each<[string, () => Runs, readonly string[]]>([
  ["the rules merge changes of the same value", () => generous, ["Harry", "replaced a value"]],
  [
    "the rules save users no interruption",
    () => ({ ...good, withoutRules: good.withRules }),
    ["interrupted"],
  ],
  ["an event is lost", () => withLog((log) => log.toSpliced(100, 1)), ["exactly once", "history checker"]],
  [
    "an event is stored twice",
    () => withLog((log) => [...log, ...log.slice(-1)]),
    ["exactly once", "history checker"],
  ],
  [
    "the rules behind a merge are not recorded",
    () => ({ ...good, withRules: { ...good.withRules, ruleSets: [] } }),
    ["history checker"],
  ],
])("finds out if %s", async (_, runs, untrue) => {
  const claims = (await checkRuns(runs())).filter(({ holds }) => !holds).map(({ claim }) => claim);
  expect(claims.map((claim) => untrue.find((part) => claim.includes(part)) ?? claim)).toEqual(untrue);
});
