/** Runs the rounds of a campaign on one server, until each fault has occurred as often as requested. */

import { createProgress, createRandom } from "@truce/test-support/campaigns";
import { Pool } from "pg";

import { FAULTS, type FaultKind, type Tally } from "./outcomes.ts";
import { timesOf, type ChaosOptions } from "./options.ts";
import { startCuttingProxy } from "./proxy/cutting-proxy.ts";
import { createClientRole } from "./round-database.ts";
import { runRound, type RoundReport } from "./round.ts";
import { startServer } from "./server.ts";

/** How often the server is killed in a round. This keeps the log of a round small enough to check quickly. */
const KILLS_PER_ROUND = 10;

/** The result of a campaign. */
export interface CampaignReport {
  readonly rounds: readonly RoundReport[];
  /** How often each fault occurred. */
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly tally: Tally;
  readonly seconds: number;
}

export async function runCampaignRounds({ kills, faults, seed }: ChaosOptions): Promise<CampaignReport> {
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
    const roundContext = {
      ...{ server, admin, proxy, random, tally },
      done(kind: FaultKind) {
        done.set(kind, (done.get(kind) ?? 0) + 1);
        // More faults can occur than were planned.
        const doneOfPlanned = Math.min(sumOf(done), planned);
        progress.advance(doneOfPlanned / planned, `${doneOfPlanned} of ${planned} faults, ${found(rounds)}`);
      },
    };
    for (let left = kills; left > 0; left -= KILLS_PER_ROUND) {
      const now = Math.min(left, KILLS_PER_ROUND);
      rounds.push(
        await runRound(
          roundContext,
          rounds.length + 1,
          new Map(kinds.map((kind) => [kind, timesOf(kind, now)])),
        ),
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
