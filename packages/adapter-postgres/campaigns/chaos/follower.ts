/**
 * A program: follows the whole store by position while faults occur, and logs the events that it reads. In the end it
 * must have read every event once, in order.
 */

import { openSync, writeSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { isTruceError } from "@truce/core";
import { Pool } from "pg";

import { postgresAdapter } from "../../src/index.ts";
import type { ClientMessage } from "./client.ts";
import { observedPool } from "./clients/observed-pool.ts";
import { APPLICATION_NAME, CONNECTION_TIMEOUT_MS } from "./clients/profiles.ts";

/** The arguments of the follower. */
export interface FollowerTask {
  readonly databaseUrl: string;
  readonly schema: string;
  /** The log: a line `position id` for each event. */
  readonly file: string;
}

const task = JSON.parse(process.argv[2] ?? "") as FollowerTask;
const file = openSync(task.file, "a");
const pool = new Pool({
  connectionString: task.databaseUrl,
  application_name: APPLICATION_NAME,
  max: 2,
  connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
});
pool.on("error", () => {});
const adapter = postgresAdapter(
  { pool: observedPool(pool, (seen) => send({ seen })) },
  { schema: task.schema, readTimeoutMs: 20 },
);
let position = 0;
let isFinishing = false;
let isDone = false;

process.on("disconnect", () => process.exit(isDone ? 0 : 1));
process.on("message", () => (isFinishing = true));
send({ ready: true });

for (;;) {
  // If the message to finish arrives during a read, one more read is needed.
  const isLast = isFinishing;
  const isWhole = await follow();
  if (isLast && isWhole) break;
  await sleep(isWhole ? 10 : 50);
}
await pool.end();
isDone = true;
process.disconnect();

/** Whether the read reached the last position. */
async function follow(): Promise<boolean> {
  try {
    for await (const event of adapter.readAll({ afterPosition: position })) {
      writeSync(file, `${event.position} ${event.id}\n`);
      ({ position } = event);
    }
    const { highWaterMark, lastPosition } = await adapter.readPositions();
    return highWaterMark === lastPosition;
  } catch (error) {
    if (isTruceError(error, "unavailable")) send({ seen: "reading broken off" });
    else send({ problem: `the follower: ${String(error)}` });
    return false;
  }
}

function send(message: ClientMessage): void {
  if (process.connected) process.send?.(message);
}
