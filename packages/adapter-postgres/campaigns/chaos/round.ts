/** One round: a store of its own, clients and a reader, faults all at once, and in the end the judgement. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { RecordedEvent } from "@truce/core";
import type { Random } from "@truce/test-support/campaigns";
import { checkHistory, type HistoryCounts, type ClientObservation } from "@truce/testkit/history";
import type { Pool } from "pg";

import { startClients, type ClientPlaces, type Hearing } from "./clients/clients.ts";
import { startFollower } from "./clients/start-follower.ts";
import { readToldFile } from "./clients/told-file.ts";
import { inflictOften, type Scene } from "./faults/fault.ts";
import { FAULT_PLANS } from "./faults/faults.ts";
import { CLIENT_ROLE } from "./faults/pool-full.ts";
import { ALWAYS_OWED, count, NOTE, OWED, type FaultKind, type Outcome, type Tally } from "./outcomes.ts";
import type { CuttingProxy } from "./proxy/cutting-proxy.ts";
import { createStore, nobodyAppends } from "./round-database.ts";
import type { Server } from "./server.ts";

/** What a round needs. */
export interface Stage {
  readonly server: Server;
  readonly admin: Pool;
  readonly proxy: CuttingProxy;
  readonly random: Random;
  readonly tally: Tally;
  /** Called for each fault that has come about. */
  readonly done: (kind: FaultKind) => void;
}

/** What came of it. */
export interface RoundReport {
  readonly counts: HistoryCounts;
  /** What must not be, as sentences; and where the files are that show it. */
  readonly problems: readonly string[];
}

/** The most problems of a round that its processes may tell of: the first ones. */
const MOST_PROBLEMS = 20;

/** The most violations of a round that are told in words. */
const MOST_TOLD = 5;

/**
 * @param number - From 1.
 * @param quotas - How often each fault is to come about.
 */
export async function playRound(
  stage: Stage,
  number: number,
  quotas: ReadonlyMap<FaultKind, number>,
): Promise<RoundReport> {
  const { server, admin, proxy, random, tally } = stage;
  const schema = `chaos_${number}`;
  const adapter = await createStore(admin, schema);
  const directory = await mkdtemp(join(tmpdir(), "truce-chaos-told-"));
  const places = placesOf(stage, directory, schema);
  const problems: string[] = [];
  const { hearing, heard } = createHearing(tally, problems);
  const clients = startClients(places, random, hearing);
  const follower = startFollower(places, hearing);
  await clients.ready();

  const ownTold: ClientObservation[] = [];
  const note = (what: string): void => count(tally, `${NOTE}${what}`);
  const scene: Scene = { server, admin, adapter, schema, proxy, clients, random, told: ownTold, note, heard };
  await Promise.all(
    [...quotas].map(([kind, times]) => {
      const { fault, pause } = FAULT_PLANS[kind];
      const isOwing = (): boolean => OWED[kind].some((outcome) => !tally.has(outcome));
      return inflictOften(fault, scene, { times, pause, isOwing, done: () => stage.done(kind) });
    }),
  );
  for (let waited = 0; waited < 30_000 && ALWAYS_OWED.some((outcome) => !tally.has(outcome)); waited += 100) {
    await sleep(100);
  }

  await clients.finish();
  await nobodyAppends(admin);
  await follower.finish();

  const events: RecordedEvent[] = await Array.fromAsync(adapter.readAll());
  const files = clients.files.map(readToldFile);
  const told = [...ownTold, ...files.flatMap((file) => file.told)];
  for (const { outcome } of told) count(tally, `told ${outcome.kind}`);
  const report = await checkHistory({
    events,
    ruleSets: adapter.readRuleSets(),
    observations: told,
    observationsAreComplete: true,
  });
  for (const { kind, message } of report.violations.slice(0, MOST_TOLD)) problems.push(`${kind}: ${message}`);
  if (report.violationCount > MOST_TOLD)
    problems.push(`and ${report.violationCount - MOST_TOLD} violations more`);
  const followed = follower.problemWith(events);
  if (followed !== null) problems.push(followed);
  if (problems.length > 0) problems.push(`what clients were told is in ${directory}`);
  else await rm(directory, { recursive: true });
  await admin.query(`DROP SCHEMA ${schema} CASCADE`);
  return { counts: report.counts, problems };
}

function placesOf({ server, proxy }: Stage, directory: string, schema: string): ClientPlaces {
  const direct = new URL(server.url);
  direct.username = CLIENT_ROLE;
  const cut = new URL(direct);
  cut.port = String(proxy.port);
  return { directory, schema, directUrl: direct.href, cutUrl: cut.href };
}

/** Counts what is heard, and lets others wait for it. */
function createHearing(
  tally: Tally,
  problems: string[],
): { readonly hearing: Hearing; readonly heard: Scene["heard"] } {
  const waiting = new Set<{ readonly outcome: Outcome; readonly resolve: (isHeard: boolean) => void }>();
  return {
    hearing: {
      seen(outcome) {
        count(tally, outcome);
        for (const one of waiting) {
          if (one.outcome !== outcome) continue;
          waiting.delete(one);
          one.resolve(true);
        }
      },
      problem(text) {
        if (!problems.includes(text) && problems.length < MOST_PROBLEMS) problems.push(text);
      },
    },
    heard: (outcome, patience) =>
      new Promise((resolve) => {
        const one = { outcome, resolve };
        waiting.add(one);
        setTimeout(() => {
          waiting.delete(one);
          resolve(false);
        }, patience);
      }),
  };
}
