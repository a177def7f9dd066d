/**
 * A program: an application that appends, as fast as it is allowed to, and writes down what it is told.
 *
 * It may be killed at any time. Who comes after it is handed its file, and sends what was unanswered once more with the
 * same ids, as an application with an outbox would.
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
import { APPLICATION_NAME, COMMIT_FAILURES, type Profile } from "./clients/profiles.ts";
import { openToldFile, readToldFile, type Ask } from "./clients/told-file.ts";
import { createWorkload } from "./clients/workload.ts";
import type { Outcome } from "./outcomes.ts";
import { chaosRules } from "./rules.ts";

/** What a client is started with. */
export interface ClientTask {
  readonly databaseUrl: string;
  readonly schema: string;
  readonly profile: Profile;
  readonly seed: number;
  readonly variant: number;
  /** Where it writes what it is told. */
  readonly file: string;
  /** The file of a client that was killed. */
  readonly predecessor: string | null;
}

/** What a client says. */
export type ClientMessage =
  | { readonly ready: true }
  | { readonly seen: Outcome }
  /** Something that must not happen. */
  | { readonly problem: string };

/** What a client is asked. */
export type ClientRequest =
  /** End once everything that has begun is answered. */
  | { readonly kind: "finish" }
  /** Take all connections of the pool away for so many milliseconds. */
  | { readonly kind: "hog"; readonly milliseconds: number };

/** How many appends a client has under way at once. */
const WRITERS = 12;

/** How often a caller tries again that was told an unknown outcome, or that nothing was written. */
const MOST_TRIES = 8;

/** What may be said here; nothing was written then. */
const NOTHING_WRITTEN: ReadonlySet<string> = new Set(["unavailable", "contention", "data-refused"]);

const task = JSON.parse(process.argv[2] ?? "") as ClientTask;
const { profile } = task;
const random = createRandom(task.seed);
const rules = chaosRules(task.variant);
const file = openToldFile(task.file, rules);
const pool = new Pool({
  connectionString: task.databaseUrl,
  application_name: APPLICATION_NAME,
  max: profile.connections,
  connectionTimeoutMillis: 150,
  ...(profile.lockTimeout > 0 && { lock_timeout: profile.lockTimeout }),
  ...(profile.statementTimeout > 0 && { statement_timeout: profile.statementTimeout }),
  ...(profile.commitFailures > 0 && { options: `-c ${COMMIT_FAILURES}=${profile.commitFailures}` }),
});
// A connection that breaks while it is idle is the pool's own affair.
pool.on("error", () => {});
const postgres = postgresAdapter(
  { pool: observedPool(pool, (seen) => tell({ seen })) },
  { schema: task.schema, groupCommit: profile.groupCommit },
);
const store: EventStore = createEventStore({
  adapter: observedAdapter(postgres, (seen) => tell({ seen })),
  rules,
  // Few and short, so that callers are told of unknown outcomes too.
  retry: { attempts: 3, backoff: (attempt) => random.next() * 20 * attempt },
});
const workload = createWorkload(store, random);
const finishing = new AbortController();
let isDone = false;
let isReady = false;

process.on("disconnect", () => process.exit(isDone ? 0 : 1));
process.on("message", (request: ClientRequest) => {
  if (request.kind === "finish") finishing.abort();
  else void hog(request.milliseconds);
});

const leftOver = task.predecessor === null ? [] : [...readToldFile(task.predecessor).unanswered];
for (const _ of leftOver) tell({ seen: "killed under way" });
await Promise.all(Array.from({ length: WRITERS }, write));
await store.close();
await pool.end();
isDone = true;
process.disconnect();

async function write(): Promise<void> {
  while (!finishing.signal.aborted) {
    const orphan = leftOver.pop();
    const ask = orphan ?? (await nextAsk());
    if (ask) await askUntilKnown(ask, orphan !== undefined);
    await sleep(random.between(15, 50));
  }
}

/** Null where the database could not be read. */
async function nextAsk(): Promise<Ask | null> {
  try {
    return await workload.next();
  } catch (error) {
    if (!isTruceError(error, "unavailable")) problem(error);
    tell({ seen: "reading broken off" });
    return null;
  }
}

async function askUntilKnown(ask: Ask, isOrphan: boolean): Promise<void> {
  /** Why it is not known whether it has been written already. */
  let doubt: "killed" | "unknown told" | null = isOrphan ? "killed" : null;
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const attempt = file.began(ask);
    const answer = await answerTo(ask);
    file.ended(attempt, answer);
    if (!isReady) tell({ ready: (isReady = true) });
    if (answer.kind === "unknown") tell({ seen: "unknown told" });
    const isOpen = answer.kind === "unknown" || answer.kind === "failed";
    if (!isOpen) {
      workload.learn(ask, answer);
      if (doubt && "eventIds" in answer) {
        tell({ seen: `${doubt}, then ${answer.kind === "duplicate" ? "duplicate" : "written"}` });
      }
      return;
    }
    if (answer.kind === "unknown") doubt ??= "unknown told";
    // Some give up: what they were told must be true all the same.
    if (random.chance(0.1)) return;
    await sleep(random.between(10, 100) * tries);
  }
}

async function answerTo({ streamId, events, ...options }: Ask): Promise<ObservedOutcome> {
  try {
    return await store.tryAppend(streamId, events, options);
  } catch (error) {
    if (isTruceError(error, "outcome-unknown")) return { kind: "unknown" };
    if (!NOTHING_WRITTEN.has(isTruceError(error) ? error.code : "")) problem(error);
    return { kind: "failed" };
  }
}

async function hog(milliseconds: number): Promise<void> {
  await Promise.all(
    Array.from({ length: profile.connections * 2 }, async () => {
      try {
        const client = await pool.connect();
        await sleep(milliseconds);
        client.release();
      } catch {
        // None was to be had: they are all taken.
      }
    }),
  );
}

function problem(error: unknown): void {
  const cause =
    error instanceof Error && error.cause instanceof Error ? `, because of ${error.cause.message}` : "";
  tell({ problem: `${String(error)}${cause}` });
}

function tell(message: ClientMessage): void {
  if (process.connected) process.send?.(message);
}
