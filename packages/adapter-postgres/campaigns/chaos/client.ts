/**
 * A program: an application that appends all the time and logs its attempts with their outcomes.
 *
 * It can be killed at any time. Its successor gets the log, and sends unanswered appends again with the same ids, as an
 * application with an outbox would.
 */

import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { createEventStore, isTruceError, type EventStore } from "@truce/core";
import { createRandom } from "@truce/test-support/campaigns";
import type { ObservedOutcome } from "@truce/testkit/history";
import { Pool } from "pg";

import { postgresAdapter } from "../../src/index.ts";
import { observedAdapter } from "./clients/observed-adapter.ts";
import { observedPool } from "./clients/observed-pool.ts";
import {
  APPLICATION_NAME,
  COMMIT_FAILURES,
  CONNECTION_TIMEOUT_MS,
  type Profile,
} from "./clients/profiles.ts";
import { openAttemptLog, readAttemptLog, type PlannedAppend } from "./clients/attempt-log.ts";
import { createWorkload } from "./clients/workload.ts";
import type { Outcome } from "./outcomes.ts";
import { chaosRules } from "./rules.ts";

/** The arguments of a client. */
export interface ClientTask {
  readonly databaseUrl: string;
  readonly schema: string;
  readonly profile: Profile;
  readonly seed: number;
  readonly variant: number;
  /** The log to write. */
  readonly file: string;
  /** The log of a client that was killed. */
  readonly predecessor: string | null;
}

/** A message of a client. */
export type ClientMessage =
  | { readonly ready: true }
  | { readonly seen: Outcome }
  /** Something that must not happen. */
  | { readonly problem: string };

/** A message to a client. */
export type ClientRequest =
  /** Finish the appends under way, then end. */
  | { readonly kind: "finish" }
  /** Borrow all connections of the pool for this many milliseconds. */
  | { readonly kind: "take connections"; readonly milliseconds: number };

/** How many appends a client has under way at the same time. */
const WRITERS = 12;

/** How often a caller attempts an append whose outcome is unknown, or that was not written. */
const MAX_ATTEMPTS = 8;

/** Error codes that are expected here. Nothing was written then. */
const NOTHING_WRITTEN: ReadonlySet<string> = new Set(["unavailable", "contention", "data-refused"]);

const task = JSON.parse(process.argv[2] ?? "") as ClientTask;
const { profile } = task;
const random = createRandom(task.seed);
const rules = chaosRules(task.variant);
const file = openAttemptLog(task.file, rules);
const pool = new Pool({
  connectionString: task.databaseUrl,
  application_name: APPLICATION_NAME,
  max: profile.connections,
  connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
  ...(profile.lockTimeout > 0 && { lock_timeout: profile.lockTimeout }),
  ...(profile.statementTimeout > 0 && { statement_timeout: profile.statementTimeout }),
  ...(profile.commitFailures > 0 && { options: `-c ${COMMIT_FAILURES}=${profile.commitFailures}` }),
});
// The pool itself handles a connection that breaks while it is idle.
pool.on("error", () => {});
const postgres = postgresAdapter(
  { pool: observedPool(pool, (seen) => send({ seen })) },
  { schema: task.schema, groupCommit: profile.groupCommit },
);
const store: EventStore = createEventStore({
  adapter: observedAdapter(postgres, (seen) => send({ seen })),
  rules,
  // Few and short retries, so that callers see unknown outcomes too.
  retry: { attempts: 3, backoff: (attempt) => random.next() * 20 * attempt },
});
const workload = createWorkload(store, random);
const finishing = new AbortController();
let isDone = false;
let isReady = false;

process.on("disconnect", () => process.exit(isDone ? 0 : 1));
process.on("message", (request: ClientRequest) => {
  if (request.kind === "finish") finishing.abort();
  else void takeConnections(request.milliseconds);
});

const leftOver = task.predecessor === null ? [] : [...readAttemptLog(task.predecessor).unanswered];
for (const _ of leftOver) send({ seen: "killed under way" });
await Promise.all(Array.from({ length: WRITERS }, write));
await store.close();
await pool.end();
isDone = true;
process.disconnect();

async function write(): Promise<void> {
  while (!finishing.signal.aborted) {
    const orphan = leftOver.pop();
    const append = orphan ?? (await nextAppend());
    if (append) await appendUntilKnown(append, orphan !== undefined);
    await sleep(random.between(15, 50));
  }
}

/** Null if the database could not be read. */
async function nextAppend(): Promise<PlannedAppend | null> {
  try {
    return await workload.next();
  } catch (error) {
    if (!isTruceError(error, "unavailable")) problem(error);
    send({ seen: "reading broken off" });
    return null;
  }
}

async function appendUntilKnown(append: PlannedAppend, isOrphan: boolean): Promise<void> {
  /** Why it is unknown whether the append was written already. */
  let doubt: "killed" | "unknown reported" | null = isOrphan ? "killed" : null;
  for (let tries = 1; tries <= MAX_ATTEMPTS; tries++) {
    const attempt = file.began(append);
    const answer = await answerTo(append);
    file.ended(attempt, answer);
    if (!isReady) send({ ready: (isReady = true) });
    if (answer.kind === "unknown") send({ seen: "unknown reported" });
    const isOpen = answer.kind === "unknown" || answer.kind === "failed";
    if (!isOpen) {
      workload.learn(append, answer);
      if (doubt && "eventIds" in answer) {
        send({ seen: `${doubt}, then ${answer.kind === "duplicate" ? "duplicate" : "written"}` });
      }
      return;
    }
    if (answer.kind === "unknown") doubt ??= "unknown reported";
    // Some callers give up. The outcomes that they got must be true nevertheless.
    if (random.chance(0.1)) return;
    await sleep(random.between(10, 100) * tries);
  }
}

async function answerTo({ streamId, events, ...options }: PlannedAppend): Promise<ObservedOutcome> {
  try {
    return await store.tryAppend(streamId, events, options);
  } catch (error) {
    if (isTruceError(error, "outcome-unknown")) return { kind: "unknown" };
    if (!NOTHING_WRITTEN.has(isTruceError(error) ? error.code : "")) problem(error);
    return { kind: "failed" };
  }
}

async function takeConnections(milliseconds: number): Promise<void> {
  await Promise.all(
    Array.from({ length: profile.connections * 2 }, async () => {
      try {
        const client = await pool.connect();
        await sleep(milliseconds);
        client.release();
      } catch {
        // No connection was free in time.
      }
    }),
  );
}

function problem(error: unknown): void {
  const cause =
    error instanceof Error && error.cause instanceof Error ? `, because of ${error.cause.message}` : "";
  send({ problem: `${String(error)}${cause}` });
}

function send(message: ClientMessage): void {
  if (process.connected) process.send?.(message);
}
