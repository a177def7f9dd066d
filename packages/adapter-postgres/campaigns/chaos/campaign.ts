/** The campaign: one server, round after round, as many faults as were asked for. */

import { createProgress, createRandom } from "@truce/test-support/campaigns";
import { Pool } from "pg";

import { FAULTS, type FaultKind, type Tally } from "./outcomes.ts";
import { timesOf, type ChaosOptions } from "./options.ts";
import { startCuttingProxy } from "./proxy/cutting-proxy.ts";
import { createClientRole } from "./round-database.ts";
import { playRound, type RoundReport } from "./round.ts";
import { startServer } from "./server.ts";

/** How often the server is killed in a round, so that logs stay small enough to be judged in a moment. */
const KILLS_PER_ROUND = 10;

/** What came of a campaign. */
export interface CampaignReport {
  readonly rounds: readonly RoundReport[];
  /** How often each fault came about. */
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly tally: Tally;
  readonly seconds: number;
}

export async function playCampaign({ kills, faults, seed }: ChaosOptions): Promise<CampaignReport> {
  const started = performance.now();
  const kinds = FAULTS.filter((kind) => faults.has(kind));
  const planned = kinds.reduce((sum, kind) => sum + timesOf(kind, kills), 0);
  const progress = await createProgress("starting PostgreSQL");
  const random = createRandom(seed);
  const server = await startServer();
  const admin = new Pool({ connectionString: server.url.href, max: 12, connectionTimeoutMillis: 2_000 });
  admin.on("error", () => {});
  admin.on("connect", (connection) => connection.on("error", () => {}));
  const target = { host: server.url.hostname, port: Number(server.url.port) };
  const proxy = await startCuttingProxy(target, random);
  const done = new Map<FaultKind, number>();
  const tally: Tally = new Map();
  const rounds: RoundReport[] = [];
  try {
    await createClientRole(admin);
    const stage = {
      ...{ server, admin, proxy, random, tally },
      done(kind: FaultKind) {
        done.set(kind, (done.get(kind) ?? 0) + 1);
        // There may be more than were planned.
        const doneOfPlanned = Math.min(sumOf(done), planned);
        progress.advance(doneOfPlanned / planned, `${doneOfPlanned} of ${planned} faults, ${found(rounds)}`);
      },
    };
    for (let left = kills; left > 0; left -= KILLS_PER_ROUND) {
      const now = Math.min(left, KILLS_PER_ROUND);
      rounds.push(
        await playRound(stage, rounds.length + 1, new Map(kinds.map((kind) => [kind, timesOf(kind, now)]))),
      );
    }
  } finally {
    progress.stop();
    await proxy.close();
    await admin.end();
    await server.stop();
  }
  return { rounds, faults: done, tally, seconds: (performance.now() - started) / 1_000 };
}

function sumOf(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function found(rounds: readonly RoundReport[]): string {
  const violations = rounds.filter(({ problems }) => problems.length > 0).length;
  return violations === 0 ? "no violation" : `${violations} rounds with violations`;
}
