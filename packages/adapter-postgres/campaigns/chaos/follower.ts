/**
 * A program: follows the whole store by position while everything else goes wrong, and writes down what it sees. In the
 * end it must have seen every event once, in order.
 */

import { openSync, writeSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { isTruceError } from "@truce/core";
import { Pool } from "pg";

import { postgresAdapter } from "../../src/index.ts";
import type { ClientMessage } from "./client.ts";
import { observedPool } from "./clients/observed-pool.ts";
import { APPLICATION_NAME } from "./clients/profiles.ts";

/** What it is started with. */
export interface FollowerTask {
  readonly databaseUrl: string;
  readonly schema: string;
  /** Gets a line `position id` for each event. */
  readonly file: string;
}

const task = JSON.parse(process.argv[2] ?? "") as FollowerTask;
const file = openSync(task.file, "a");
const pool = new Pool({
  connectionString: task.databaseUrl,
  application_name: APPLICATION_NAME,
  max: 2,
  connectionTimeoutMillis: 500,
});
pool.on("error", () => {});
const adapter = postgresAdapter(
  { pool: observedPool(pool, (seen) => tell({ seen })) },
  { schema: task.schema, readTimeoutMs: 20 },
);
let position = 0;
let isFinishing = false;
let isDone = false;

process.on("disconnect", () => process.exit(isDone ? 0 : 1));
process.on("message", () => (isFinishing = true));
tell({ ready: true });

for (;;) {
  // Whoever is told to finish while it is reading must look once more.
  const isLast = isFinishing;
  const isWhole = await follow();
  if (isLast && isWhole) break;
  await sleep(isWhole ? 10 : 50);
}
await pool.end();
isDone = true;
process.disconnect();

/** Whether it came to the end of what there is. */
async function follow(): Promise<boolean> {
  try {
    for await (const event of adapter.readAll({ afterPosition: position })) {
      writeSync(file, `${event.position} ${event.id}\n`);
      ({ position } = event);
    }
    const { highWaterMark, lastPosition } = await adapter.readPositions();
    return highWaterMark === lastPosition;
  } catch (error) {
    if (isTruceError(error, "unavailable")) tell({ seen: "reading broken off" });
    else tell({ problem: `the follower: ${String(error)}` });
    return false;
  }
}

function tell(message: ClientMessage): void {
  if (process.connected) process.send?.(message);
}
