/** The common part of all faults: each is injected until it has occurred often enough. */

import { setTimeout as sleep } from "node:timers/promises";

import type { Random } from "@truce/test-support/campaigns";
import type { ClientObservation } from "@truce/testkit/history";
import type { Pool } from "pg";

import type { PostgresAdapter } from "../../../src/index.ts";
import type { Clients } from "../clients/clients.ts";
import type { Workers } from "../clients/workers.ts";
import type { Outcome } from "../outcomes.ts";
import type { CuttingProxy } from "../proxy/cutting-proxy.ts";
import type { Server } from "../server.ts";

/** The environment of a fault. */
export interface FaultContext {
  readonly server: Server;
  /** A pool of a superuser. Its connections break when the server is killed. */
  readonly admin: Pool;
  readonly adapter: PostgresAdapter;
  readonly schema: string;
  readonly proxy: CuttingProxy;
  readonly clients: Clients;
  readonly workers: Workers;
  readonly random: Random;
  /** The appends that the campaign itself has made. */
  readonly observations: ClientObservation[];
  /** Counts the way in which a fault occurred. */
  readonly note: (what: string) => void;
  /** True once a process reports the outcome, false if none does within this many milliseconds. */
  readonly seenWithin: (outcome: Outcome, timeoutMs: number) => Promise<boolean>;
}

/** Injects the fault once. False, or an error of a server that is down, if the fault did not occur. */
export type Fault = (context: FaultContext) => Promise<boolean>;

/** How often a fault is to be injected. */
export interface Plan {
  readonly times: number;
  /** The longest pause between two faults, in milliseconds. */
  readonly pause: number;
  /** Whether an expected outcome has not been seen yet. Then the fault is injected more often, up to a limit. */
  readonly isMissing: () => boolean;
  /** Called each time the fault has occurred. */
  readonly done: () => void;
}

/** How often in a row an injection can fail before the campaign gives up. */
const MAX_FAILURES = 200;

/** The limit for injections while an expected outcome is missing, as a multiple of the plan. */
const MAX_MULTIPLE = 10;

export async function injectOften(
  fault: Fault,
  context: FaultContext,
  { times, pause, isMissing, done }: Plan,
): Promise<void> {
  let failures = 0;
  for (let count = 0; count < times || (isMissing() && count < times * MAX_MULTIPLE);) {
    await sleep(context.random.between(pause / 10, pause));
    let problem: unknown = "it did not occur";
    const isDone = await fault(context).catch((error: unknown) => {
      problem = error;
      return false;
    });
    if (isDone) {
      count++;
      failures = 0;
      done();
    } else if (++failures === MAX_FAILURES) {
      throw new Error("a fault cannot be injected", { cause: problem });
    }
  }
}
