/**
 * A transaction of somebody else appends to hot streams and keeps them until others run into their timeouts. It takes a
 * second stream against the order in which batches take theirs, so that deadlocks come about too.
 */

import { setTimeout as sleep } from "node:timers/promises";

import { createEventStore } from "@truce/core";
import type { ObservedOutcome, ClientObservation } from "@truce/testkit/history";
import type { PoolClient } from "pg";

import { now, type Ask } from "../clients/told-file.ts";
import { HOT_STREAMS } from "../clients/workload.ts";
import type { Outcome } from "../outcomes.ts";
import { chaosEvent, chaosRules } from "../rules.ts";
import type { Fault, Scene } from "./fault.ts";

/** The longest time that streams are kept for. */
const LONGEST = 1_000;

const rules = chaosRules(0);

/** @param outcome - What others are to run into. */
export function holdStreamsUntil(outcome: Outcome): Fault {
  return async (scene) => {
    const [low, high] = await lockOrder(scene);
    const client = await scene.admin.connect();
    try {
      // Whoever waits in a circle with it must be the one to give up.
      await client.query("BEGIN; SET LOCAL deadlock_timeout = '10s'");
      const attempts = [await appendInside(scene, client, high)];
      if (scene.random.chance(0.6)) {
        await somebodyWaits(scene);
        attempts.push(await appendInside(scene, client, low));
      }
      const isHeard = await scene.heard(outcome, LONGEST);
      await finish(scene, client, attempts);
      client.release();
      return isHeard;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
}

/** Waits until an append waits for a stream, but not long: perhaps none comes. */
async function somebodyWaits({ admin }: Scene): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const { rows } = await admin.query(
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted LIMIT 1",
    );
    if (rows.length > 0) return;
    await sleep(5);
  }
}

/** Two hot streams, in the order in which a batch locks them. */
async function lockOrder({ admin, schema, random }: Scene): Promise<readonly [string, string]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS streams(name)
    ORDER BY hashtextextended(name, '${schema}.events'::regclass::oid::bigint)`,
    [HOT_STREAMS],
  );
  const names = rows.map(({ name }) => name);
  const at = random.between(0, names.length - 2);
  return [names[at] ?? "", names[at + 1] ?? ""];
}

interface Attempt {
  readonly ask: Ask;
  readonly answer: ObservedOutcome;
  readonly began: number;
}

async function appendInside(
  { adapter, random }: Scene,
  client: PoolClient,
  streamId: string,
): Promise<Attempt> {
  const store = createEventStore({ adapter: adapter.inTransaction(client), rules, retry: { attempts: 1 } });
  const ask: Ask = {
    streamId,
    events: [{ ...chaosEvent(random), type: "NoteAdded" }],
    expectedVersion: "any",
  };
  const began = now();
  const answer = await store.tryAppend(streamId, ask.events, { expectedVersion: "any" });
  return { ask, answer, began };
}

/** Commits, or rolls back: only then is anything told for certain. */
async function finish(
  { random, told }: Scene,
  client: PoolClient,
  attempts: readonly Attempt[],
): Promise<void> {
  const tell = (answerTo: (attempt: Attempt) => ObservedOutcome): void => {
    const ended = now();
    told.push(
      ...attempts.map((attempt): ClientObservation => {
        const { ask, began } = attempt;
        return { ...ask, rules, outcome: answerTo(attempt), time: { began, ended } };
      }),
    );
  };
  if (random.chance(0.3)) {
    tell(() => ({ kind: "failed" }));
    await client.query("ROLLBACK");
    return;
  }
  try {
    await client.query("COMMIT");
    tell(({ answer }) => answer);
  } catch (error) {
    tell(() => ({ kind: "unknown" }));
    throw error;
  }
}
