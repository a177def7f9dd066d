/** What a client asks for: hot streams and many streams, claims of every kind and age, the same events again. */

import type { EventStore, ExpectedVersion } from "@truce/core";
import type { Random } from "@truce/test-support/campaigns";
import type { ObservedOutcome } from "@truce/testkit/history";

import { chaosEvent } from "../rules.ts";
import type { Ask } from "./told-file.ts";

/** Streams that everybody writes to. */
export const HOT_STREAMS = ["hot-1", "hot-2", "hot-3"] as const;

/** How many others there are. */
const COLD_STREAMS = 300;

/** How many answered appends are kept to be sent once more. */
const REMEMBERED = 50;

export interface Workload {
  next(): Promise<Ask>;
  /** To be called with each answer, so that the next claims come from what has been seen. */
  learn(ask: Ask, answer: ObservedOutcome): void;
}

export function createWorkload(store: EventStore, random: Random): Workload {
  const seen = new Map<string, number>();
  const earlier: Ask[] = [];

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

  async function newAsk(): Promise<Ask> {
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
      if (earlier.length === 0 || random.chance(0.94)) return await newAsk();
      const again = random.pick(earlier);
      if (random.chance(0.7)) return again;
      // An id that is used again for something else, or in other company.
      const [first, ...rest] = again.events;
      const other = chaosEvent(random);
      return { ...again, events: first ? [{ ...other, id: first.id }, ...rest] : [other] };
    },
    learn(ask, answer) {
      if ("lastVersion" in answer) see(ask.streamId, answer.lastVersion);
      if ("actualVersion" in answer) see(ask.streamId, answer.actualVersion);
      earlier.push(ask);
      if (earlier.length > REMEMBERED) earlier.shift();
    },
  };
}

/** Mostly what was last seen, which is out of date soon enough; often older, and sometimes no version at all. */
function claim(last: number, random: Random): ExpectedVersion {
  const kind = random.next();
  if (kind < 0.55) return last;
  if (kind < 0.82) return Math.max(0, last - random.between(1, 20));
  if (kind < 0.825) return 0;
  if (kind < 0.84) return last + random.between(1, 200);
  if (kind < 0.93) return "any";
  return random.chance(0.5) ? "noStream" : "streamExists";
}
