import { readFileSync } from "node:fs";

import { memoryAdapter } from "@truce/adapter-memory";
import { defineConflictRules } from "@truce/core";
import { checkHistory } from "@truce/testkit/history";
import { beforeAll, describe, expect, it } from "vitest";

import { loadDay } from "../cli/load-day.ts";
import { loadRules } from "../cli/load-rules.ts";
import type { ClientEvent } from "../domain/client-event.ts";
import { foldLog } from "../report/fold-log.ts";
import { refusalsByPair } from "../report/refusals.ts";
import { findStory } from "../report/story.ts";
import { tally, type Tally } from "../report/tally.ts";
import { playDay, type PlayedDay } from "./play-day.ts";

const example = `${import.meta.dirname}/..`;
const day = loadDay(`${example}/day.jsonl`);
const { rules, warnings } = await loadRules(`${example}/crm.conflicts`);

let plain: PlayedDay;
let ruled: PlayedDay;
let tallies: readonly [Tally, Tally];

beforeAll(async () => {
  plain = await playDay(day, { storage: memoryAdapter(), seed: 1 });
  ruled = await playDay(day, { storage: memoryAdapter(), seed: 1, rules });
  tallies = [await tally(plain), await tally(ruled)];
});

describe("the founding story", () => {
  const lineOf = (played: PlayedDay, user: string) =>
    played.lines.find(({ line }) => line.user === user && line.client === "42" && line.saw === 3);

  it("lets Harry's note through, one version behind", () => {
    expect(lineOf(ruled, "joe")).toMatchObject({
      refusals: [],
      result: { kind: "appended", firstVersion: 4 },
    });
    expect(lineOf(ruled, "harry")).toMatchObject({
      refusals: [],
      result: { kind: "merged", firstVersion: 5, mergedOver: 1 },
    });
  });

  it("refuses the second change of the value, by the rule that stands in the file", () => {
    const [refusal] = lineOf(ruled, "maria")?.refusals ?? [];
    const [pair] = refusal?.conflicts ?? [];
    expect(pair).toMatchObject({
      incoming: { type: "ClientValueUpgraded", data: { to: 65_000 } },
      committed: { type: "ClientValueUpgraded", version: 4, data: { to: 60_000 } },
      reason: "rule",
    });
    const line = (pair?.reason === "rule" && pair.rule.source?.line) || 0;
    const text = readFileSync(`${example}/crm.conflicts`, "utf8").split("\n");
    expect(text[line - 1]).toBe("  @ClientValue conflicts @ClientValue");
  });

  it("interrupts Harry where there are no rules", () => {
    expect(lineOf(plain, "harry")?.refusals.length).toBeGreaterThanOrEqual(1);
  });

  it("is the story that the report tells", () => {
    const { first, letThrough, refused } = findStory(ruled) ?? {};
    expect([first, letThrough, refused].map((played) => played?.line.user)).toEqual([
      "joe",
      "harry",
      "maria",
    ]);
  });
});

describe("both runs", () => {
  it("bring each command into the log exactly once", () => {
    for (const { lines, log } of [plain, ruled]) {
      expect(lines.map(({ line }) => line)).toEqual(day);
      const acknowledged = lines.flatMap(({ result }) => result.eventIds);
      expect(acknowledged.toSorted()).toEqual(log.map(({ id }) => id).toSorted());
      expect(acknowledged.length).toBe(day.length);
    }
  });

  it("lose nothing, overwrite nothing unseen, and pass the audit", () => {
    for (const one of tallies) {
      expect(one).toMatchObject({ commands: day.length, events: day.length, lost: 0, overwrittenUnseen: 0 });
      expect(one.entries.found).toBe(one.entries.asked);
      expect(one.entries.asked).toBeGreaterThan(200);
      expect(one.replaced).toBeGreaterThan(50);
      expect(one.audit).toMatchObject({ violationCount: 0, violations: [], counts: { notJudgeable: 0 } });
      expect(one.appended + one.merged).toBe(one.commands);
      expect(one.retries).toBe(one.refused);
    }
  });

  it("differ in how often users were interrupted", () => {
    const [without, with_] = tallies;
    expect(without.merged).toBe(0);
    expect(with_.merged).toBeGreaterThan(100);
    expect(with_.audit.counts.mergedAppends).toBe(with_.merged);
    expect(with_.refused).toBeGreaterThan(10);
    expect(with_.refused).toBeLessThan(without.refused / 4);
  });

  it("have every refusal in the table, each once", () => {
    const byPair = refusalsByPair(ruled);
    expect(byPair.reduce((sum, { count }) => sum + count, 0)).toBe(tallies[1].refused);
    expect(byPair.some(({ place }) => place.startsWith("no rule"))).toBe(true);
  });
});

describe("what the numbers would say if something were wrong", () => {
  it("an acknowledged event that is not in the log is lost", async () => {
    const withHole = { ...ruled, log: ruled.log.filter((_, index) => index !== 100) };
    expect(await tally(withHole)).toMatchObject({ lost: 1, events: day.length - 1 });
    expect((await tally(withHole)).audit.violationCount).toBeGreaterThan(0);
  });

  it("a change over one that its user never saw is an overwrite", async () => {
    // Rules as nobody should write them: changes of the same value are merged.
    const generous = defineConflictRules<ClientEvent>({
      rules: {
        ClientValueUpgraded: [],
        ClientValueDowngraded: [],
      },
    });
    const played = await playDay(day, { storage: memoryAdapter(), seed: 1, rules: generous });
    expect(foldLog(played.log).blindOverwrites.length).toBeGreaterThan(0);
    // By these rules it was allowed, and so the audit has nothing to say.
    expect(await checkHistory({ events: played.log, ruleSets: played.ruleSets })).toMatchObject({
      violationCount: 0,
    });
  });
});

it("has rules without a warning", () => {
  expect(warnings).toEqual([]);
});
