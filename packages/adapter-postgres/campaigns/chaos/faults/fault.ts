/** What faults have in common: they are brought about until they have come about often enough. */

import { setTimeout as sleep } from "node:timers/promises";

import type { Random } from "@truce/test-support/campaigns";
import type { ClientObservation } from "@truce/testkit/history";
import type { Pool } from "pg";

import type { PostgresAdapter } from "../../../src/index.ts";
import type { Clients } from "../clients/clients.ts";
import type { Outcome } from "../outcomes.ts";
import type { CuttingProxy } from "../proxy/cutting-proxy.ts";
import type { Server } from "../server.ts";

/** What faults need. */
export interface Scene {
  readonly server: Server;
  /** Of a superuser; its connections break when the server is killed. */
  readonly admin: Pool;
  readonly adapter: PostgresAdapter;
  readonly schema: string;
  readonly proxy: CuttingProxy;
  readonly clients: Clients;
  readonly random: Random;
  /** What the campaign itself was told, where it appends. */
  readonly told: ClientObservation[];
  /** Counts something of which there is more than one way. */
  readonly note: (what: string) => void;
  /** Resolves true when an outcome is heard of, false if it is not in so many milliseconds. */
  readonly heard: (outcome: Outcome, patience: number) => Promise<boolean>;
}

/** Brings it about once; false (or an error of the server, which may be down) where that failed. */
export type Fault = (scene: Scene) => Promise<boolean>;

/** How often a fault is to be brought about. */
export interface Plan {
  readonly times: number;
  /** The longest pause in between, in milliseconds. */
  readonly pause: number;
  /** Whether something has never been seen yet that the fault is there for: then it goes on, for a while. */
  readonly isOwing: () => boolean;
  /** Called each time that it has come about. */
  readonly done: () => void;
}

/** How often in a row a fault may fail to come about before something else must be wrong. */
const PATIENCE = 200;

/** How many times as often as planned it is brought about at most, while it owes something. */
const MOST = 10;

export async function inflictOften(
  fault: Fault,
  scene: Scene,
  { times, pause, isOwing, done }: Plan,
): Promise<void> {
  let failures = 0;
  for (let count = 0; count < times || (isOwing() && count < times * MOST);) {
    await sleep(scene.random.between(pause / 10, pause));
    let problem: unknown = "it did not come about";
    const isDone = await fault(scene).catch((error: unknown) => {
      problem = error;
      return false;
    });
    if (isDone) {
      count++;
      failures = 0;
      done();
    } else if (++failures === PATIENCE) {
      throw new Error("a fault can't be brought about", { cause: problem });
    }
  }
}
