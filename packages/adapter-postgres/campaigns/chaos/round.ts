/** One round: a new store, clients and a follower, all faults at the same time, and a check of the log at the end. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { RecordedEvent } from "@truce/core";
import type { Random } from "@truce/test-support/campaigns";
import { checkHistory, type HistoryCounts, type ClientObservation } from "@truce/testkit/history";
import type { Pool } from "pg";

import { startClients, type ClientPlaces, type Reports } from "./clients/clients.ts";
import { startFollower } from "./clients/start-follower.ts";
import { problemWithEffects, startWorkers } from "./clients/workers.ts";
import { readAttemptLog } from "./clients/attempt-log.ts";
import { injectOften, type FaultContext } from "./faults/fault.ts";
import { FAULT_PLANS } from "./faults/faults.ts";
import { CLIENT_ROLE } from "./faults/pool-full.ts";
import {
  ALWAYS_EXPECTED,
  count,
  NOTE,
  EXPECTED,
  type FaultKind,
  type Outcome,
  type Tally,
} from "./outcomes.ts";
import type { CuttingProxy } from "./proxy/cutting-proxy.ts";
import { createStore, noAppendUnderWay } from "./round-database.ts";
import type { Server } from "./server.ts";

/** The environment of a round. */
export interface RoundContext {
  readonly server: Server;
  readonly admin: Pool;
  readonly proxy: CuttingProxy;
  readonly random: Random;
  readonly tally: Tally;
  /** Called each time a fault has occurred. */
  readonly done: (kind: FaultKind) => void;
}

/** The result of a round. */
export interface RoundReport {
  readonly counts: HistoryCounts;
  /** Broken promises in words, and the directory of the logs that show them. */
  readonly problems: readonly string[];
}

/** The maximum number of problems that the processes of a round can report. */
const MAX_PROBLEMS = 20;

/** The maximum number of violations of a round that are reported in words. */
const MAX_VIOLATIONS = 5;

/**
 * @param number - From 1.
 * @param quotas - How often each fault is to occur.
 */
export async function runRound(
  roundContext: RoundContext,
  number: number,
  quotas: ReadonlyMap<FaultKind, number>,
): Promise<RoundReport> {
  const { server, admin, proxy, random, tally } = roundContext;
  const schema = `chaos_${number}`;
  const adapter = await createStore(admin, schema);
  const directory = await mkdtemp(join(tmpdir(), "truce-chaos-"));
  const places = placesOf(roundContext, directory, schema);
  const problems: string[] = [];
  const { reports, seenWithin } = createReports(tally, problems);
  const clients = startClients(places, random, reports);
  const follower = startFollower(places, reports);
  const workers = startWorkers(places, random, reports);
  await clients.ready();

  const ownAppends: ClientObservation[] = [];
  const note = (what: string): void => count(tally, `${NOTE}${what}`);
  const context: FaultContext = {
    server,
    admin,
    adapter,
    schema,
    proxy,
    clients,
    workers,
    random,
    observations: ownAppends,
    note,
    seenWithin,
  };
  await Promise.all(
    [...quotas].map(([kind, times]) => {
      const { fault, pause } = FAULT_PLANS[kind];
      const isMissing = (): boolean => EXPECTED[kind].some((outcome) => !tally.has(outcome));
      return injectOften(fault, context, { times, pause, isMissing, done: () => roundContext.done(kind) });
    }),
  );
  for (
    let waited = 0;
    waited < 30_000 && ALWAYS_EXPECTED.some((outcome) => !tally.has(outcome));
    waited += 100
  ) {
    await sleep(100);
  }

  await clients.finish();
  await noAppendUnderWay(admin);
  await follower.finish();
  await workers.finish();

  const events: RecordedEvent[] = await Array.fromAsync(adapter.readAll());
  const files = clients.files.map(readAttemptLog);
  const observations = [...ownAppends, ...files.flatMap((file) => file.observations)];
  for (const { outcome } of observations) count(tally, `outcome ${outcome.kind}`);
  const report = await checkHistory({
    events,
    ruleSets: adapter.readRuleSets(),
    observations,
    observationsAreComplete: true,
  });
  for (const { kind, message } of report.violations.slice(0, MAX_VIOLATIONS))
    problems.push(`${kind}: ${message}`);
  if (report.violationCount > MAX_VIOLATIONS)
    problems.push(`and ${report.violationCount - MAX_VIOLATIONS} more violations`);
  const followed = follower.problemWith(events);
  if (followed !== null) problems.push(followed);
  const effects = await problemWithEffects(admin, schema, events);
  if (effects !== null) problems.push(effects);
  if (problems.length > 0) problems.push(`the logs of the clients are in ${directory}`);
  else await rm(directory, { recursive: true });
  await admin.query(`DROP SCHEMA ${schema} CASCADE`);
  return { counts: report.counts, problems };
}

function placesOf({ server, proxy }: RoundContext, directory: string, schema: string): ClientPlaces {
  const direct = new URL(server.url);
  direct.username = CLIENT_ROLE;
  const cut = new URL(direct);
  cut.port = String(proxy.port);
  return { directory, schema, directUrl: direct.href, cutUrl: cut.href };
}

/** Counts what the programs report, and lets faults wait for an outcome. */
function createReports(
  tally: Tally,
  problems: string[],
): { readonly reports: Reports; readonly seenWithin: FaultContext["seenWithin"] } {
  const waiting = new Set<{ readonly outcome: Outcome; readonly resolve: (isSeen: boolean) => void }>();
  return {
    reports: {
      seen(outcome) {
        count(tally, outcome);
        for (const one of waiting) {
          if (one.outcome !== outcome) continue;
          waiting.delete(one);
          one.resolve(true);
        }
      },
      problem(text) {
        if (!problems.includes(text) && problems.length < MAX_PROBLEMS) problems.push(text);
      },
    },
    seenWithin: (outcome, timeoutMs) =>
      new Promise((resolve) => {
        const one = { outcome, resolve };
        waiting.add(one);
        setTimeout(() => {
          waiting.delete(one);
          resolve(false);
        }, timeoutMs);
      }),
  };
}
