/** Where the demo keeps its events. Another storage adapter, and the day is played on that. */

import { memoryAdapter } from "@truce/adapter-memory";
import type { StorageAdapter } from "@truce/core";

import { seededRandom } from "../seeded-random.ts";
import { MAX_LATENCY, slowStorage } from "./slow-storage.ts";

/** An empty storage, and what to call it on the screen. */
export interface OpenStorage {
  readonly adapter: StorageAdapter;
  readonly description: string;
}

/** @param seed - Decides on the latency of each call. */
export async function openStorage(seed: number): Promise<OpenStorage> {
  return {
    adapter: slowStorage(memoryAdapter(), seededRandom(seed)),
    description: `memory, with up to ${MAX_LATENCY} ms of artificial latency before and after each call, so that writers interleave`,
  };
}
