/** The appends of a client: to hot streams and to many others, with expected versions of every kind and age, some repeated. */

import type { EventStore, ExpectedVersion } from "@truce/core";
import type { Random } from "@truce/test-support/campaigns";
import type { ObservedOutcome } from "@truce/testkit/history";

import { chaosEvent } from "../rules.ts";
import type { PlannedAppend } from "./attempt-log.ts";

/** Streams that all clients write to. */
export const HOT_STREAMS = ["hot-1", "hot-2", "hot-3"] as const;

/** The number of other streams. */
const COLD_STREAMS = 300;

/** How many appends are remembered, to be sent again. */
const REMEMBERED = 50;

export interface Workload {
  next(): Promise<PlannedAppend>;
  /** Call this with each outcome, so that later expected versions depend on it. */
  learn(append: PlannedAppend, answer: ObservedOutcome): void;
}

export function createWorkload(store: EventStore, random: Random): Workload {
  const seen = new Map<string, number>();
  const earlier: PlannedAppend[] = [];

  async function lastSeen(streamId: string): Promise<number> {
    const known = seen.get(streamId);
    if (known !== undefined) return known;
    let version = 0;
    for await (const last of store.readStream(streamId, { direction: "backwards", limit: 1 })) {
      version = last.version;
    }
    see(streamId, version);
    return version;
  }

  function see(streamId: string, version: number): void {
    seen.set(streamId, Math.max(version, seen.get(streamId) ?? 0));
  }

  async function newAppend(): Promise<PlannedAppend> {
    const streamId = random.chance(0.6)
      ? random.pick(HOT_STREAMS)
      : `client-${random.between(1, COLD_STREAMS)}`;
    const last = await lastSeen(streamId);
    const events = Array.from({ length: random.chance(0.75) ? 1 : random.between(2, 4) }, () =>
      chaosEvent(random),
    );
    const expectedVersion = claim(last, random);
    const isDecided = typeof expectedVersion === "number" && expectedVersion <= last && random.chance(0.05);
    return { streamId, events, expectedVersion, ...(isDecided && { decisionVersion: last }) };
  }

  return {
    async next() {
      if (earlier.length === 0 || random.chance(0.94)) return await newAppend();
      const again = random.pick(earlier);
      if (random.chance(0.7)) return again;
      // An id that is used again for another event or in another append.
      const [first, ...rest] = again.events;
      const other = chaosEvent(random);
      return { ...again, events: first ? [{ ...other, id: first.id }, ...rest] : [other] };
    },
    learn(append, answer) {
      if ("lastVersion" in answer) see(append.streamId, answer.lastVersion);
      if ("actualVersion" in answer) see(append.streamId, answer.actualVersion);
      earlier.push(append);
      if (earlier.length > REMEMBERED) earlier.shift();
    },
  };
}

/** Usually the version last seen, which is soon out of date. Often an older one, and sometimes no version. */
function claim(last: number, random: Random): ExpectedVersion {
  const kind = random.next();
  if (kind < 0.55) return last;
  if (kind < 0.82) return Math.max(0, last - random.between(1, 20));
  if (kind < 0.825) return 0;
  if (kind < 0.84) return last + random.between(1, 200);
  if (kind < 0.93) return "any";
  return random.chance(0.5) ? "noStream" : "streamExists";
}
