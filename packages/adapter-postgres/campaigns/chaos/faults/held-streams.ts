/**
 * A transaction of the campaign appends to hot streams and stays open until appends of clients time out. It locks a
 * second stream against the order in which batches lock streams, so that deadlocks occur too.
 */

import { setTimeout as sleep } from "node:timers/promises";

import { createEventStore } from "@truce/core";
import type { ObservedOutcome, ClientObservation } from "@truce/testkit/history";
import type { PoolClient } from "pg";

import { now, type PlannedAppend } from "../clients/attempt-log.ts";
import { HOT_STREAMS } from "../clients/workload.ts";
import type { Outcome } from "../outcomes.ts";
import { chaosEvent, chaosRules } from "../rules.ts";
import type { Fault, FaultContext } from "./fault.ts";

/** The longest time in milliseconds for which the streams are locked. */
const MAX_LOCK_MS = 1_000;

const rules = chaosRules(0);

/** @param outcome - The outcome that appends of clients are to have. */
export function holdStreamsUntil(outcome: Outcome): Fault {
  return async (context) => {
    const [low, high] = await lockOrder(context);
    const client = await context.admin.connect();
    try {
      // In a deadlock, the client and not this transaction must be aborted.
      await client.query("BEGIN; SET LOCAL deadlock_timeout = '10s'");
      const attempts = [await appendInside(context, client, high)];
      if (context.random.chance(0.6)) {
        await anAppendWaits(context);
        attempts.push(await appendInside(context, client, low));
      }
      const isSeen = await context.seenWithin(outcome, MAX_LOCK_MS);
      await finish(context, client, attempts);
      client.release();
      return isSeen;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
}

/** Waits a short time for an append to wait for a stream. */
async function anAppendWaits({ admin }: FaultContext): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const { rows } = await admin.query(
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted LIMIT 1",
    );
    if (rows.length > 0) return;
    await sleep(5);
  }
}

/** Two hot streams, in the order in which a batch locks them. */
async function lockOrder({ admin, schema, random }: FaultContext): Promise<readonly [string, string]> {
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
  readonly append: PlannedAppend;
  readonly answer: ObservedOutcome;
  readonly began: number;
}

async function appendInside(
  { adapter, random }: FaultContext,
  client: PoolClient,
  streamId: string,
): Promise<Attempt> {
  const store = createEventStore({ adapter: adapter.inTransaction(client), rules, retry: { attempts: 1 } });
  const append: PlannedAppend = {
    streamId,
    events: [{ ...chaosEvent(random), type: "NoteAdded" }],
    expectedVersion: "any",
  };
  const began = now();
  const answer = await store.tryAppend(streamId, append.events, { expectedVersion: "any" });
  return { append, answer, began };
}

/** Commits or rolls back. Only then are the outcomes final. */
async function finish(
  { random, observations }: FaultContext,
  client: PoolClient,
  attempts: readonly Attempt[],
): Promise<void> {
  const record = (answerTo: (attempt: Attempt) => ObservedOutcome): void => {
    const ended = now();
    observations.push(
      ...attempts.map((attempt): ClientObservation => {
        const { append, began } = attempt;
        return { ...append, rules, outcome: answerTo(attempt), time: { began, ended } };
      }),
    );
  };
  if (random.chance(0.3)) {
    record(() => ({ kind: "failed" }));
    await client.query("ROLLBACK");
    return;
  }
  try {
    await client.query("COMMIT");
    record(({ answer }) => answer);
  } catch (error) {
    record(() => ({ kind: "unknown" }));
    throw error;
  }
}
