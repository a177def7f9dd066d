/** Controls the workers, which share a processor. A killed worker is replaced at once. */

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

import type { RecordedEvent } from "@truce/core";
import type { Random } from "@truce/test-support/campaigns";
import type { Pool } from "pg";

import type { WorkerTask } from "../worker.ts";
import { ask, ended, listen, startProgram, type ClientPlaces, type Reports } from "./clients.ts";
import { LEASE_MS } from "./profiles.ts";

export interface Workers {
  /** Kills one worker and starts another. False if that worker has not started yet. */
  killOne(): Promise<boolean>;
  /** Stops a worker for longer than its lease lasts. False if that worker has not started yet. */
  pauseOne(): Promise<boolean>;
  /** Lets them handle every event, and ends them. */
  finish(): Promise<void>;
}

interface Worker {
  readonly process: ChildProcess;
  readonly exited: Promise<unknown>;
  isReady: boolean;
}

const WORKERS = 3;

export function startWorkers({ schema, directUrl }: ClientPlaces, random: Random, reports: Reports): Workers {
  const workers = Array.from({ length: WORKERS }, start);

  function start(): Worker {
    const task: WorkerTask = { databaseUrl: directUrl, schema, seed: random.between(0, 2 ** 31 - 1) };
    const child = startProgram("worker.ts", task);
    const worker: Worker = { process: child, exited: once(child, "exit"), isReady: false };
    listen(child, "worker", reports, () => (worker.isReady = true));
    return worker;
  }

  return {
    async killOne() {
      const slot = random.between(0, WORKERS - 1);
      const worker = workers[slot];
      if (!worker?.isReady) return false;
      worker.process.kill("SIGKILL");
      await worker.exited;
      workers[slot] = start();
      return true;
    },
    async pauseOne() {
      const worker = random.pick(workers);
      if (!worker.isReady) return false;
      worker.process.kill("SIGSTOP");
      await sleep(random.between(LEASE_MS, LEASE_MS * 3));
      worker.process.kill("SIGCONT");
      return true;
    },
    async finish() {
      for (const worker of workers) ask(worker.process, { kind: "finish" });
      await Promise.all(workers.map(({ process: child, exited }) => ended(child, exited, "worker", reports)));
    },
  };
}

/** A problem with the effects or the projection, compared with the log. Null if each event counts once, in the order of its stream. */
export async function problemWithEffects(
  admin: Pool,
  schema: string,
  log: readonly RecordedEvent[],
): Promise<string | null> {
  const { rows } = await admin.query<{ position: string; stream_id: string }>(
    `SELECT position, stream_id FROM ${schema}.effects ORDER BY place`,
  );
  const applied = Map.groupBy(rows, (row) => row.stream_id);
  const wanted = Map.groupBy(log, ({ streamId }) => streamId);
  for (const [streamId, events] of wanted) {
    const positions = (applied.get(streamId) ?? []).map(({ position }) => Number(position)).join(" ");
    const expected = events.map(({ position }) => position).join(" ");
    if (positions !== expected) {
      return `the effects of stream '${streamId}' should have positions ${expected}, but have ${positions}`;
    }
  }
  if (rows.length !== log.length) return `there are ${rows.length - log.length} effects without events`;
  const counts = await admin.query<{ stream_id: string; events: number }>(
    `SELECT stream_id, events FROM ${schema}.counts`,
  );
  const miscounted = counts.rows.find((row) => row.events !== wanted.get(row.stream_id)?.length);
  if (miscounted) {
    const { stream_id: streamId, events } = miscounted;
    return `the projection counts ${events} events of stream '${streamId}', which has ${wanted.get(streamId)?.length}`;
  }
  return counts.rows.length === wanted.size ? null : "the projection lacks a stream";
}
