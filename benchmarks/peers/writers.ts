/** Writers that append one event after another at the same time. */

import { median, quantile, type Sample } from "../compare.ts";
import { appendWithRetries, type Store } from "./contestant.ts";
import { Marks } from "./marks.ts";
import type { Kind } from "./notes.ts";

export interface Writing {
  readonly writers: number;
  /** One stream for all writers, or a stream for each of them. */
  readonly where: "hot" | "own";
  /** The kind of the nth event. */
  readonly kindOf: (count: number) => Kind;
  /** How many acknowledged events of the stream a writer has not seen. */
  readonly behind: number;
}

/** A turn ends early after so many events, because a store in memory writes more than fits there. */
const MOST_EVENTS = 50_000;

/**
 * Measures a store. The streams are filled before the first turn, and grow from turn to turn.
 *
 * @param prefix - What the names of the streams begin with, if they are not new.
 */
export function writersOf(
  store: Store,
  writing: Writing,
  milliseconds: number,
  prefix: string = crypto.randomUUID(),
): { readonly fill: () => Promise<void>; readonly run: () => Promise<Sample> } {
  const { writers, where, kindOf, behind } = writing;
  const streamIds = Array.from({ length: where === "hot" ? 1 : writers }, (_, index) => `${prefix}-${index}`);
  const streams: { readonly streamId: string; readonly marks: Marks }[] = [];
  let count = 0;

  /** Does nothing if it has been done. */
  async function fill(): Promise<void> {
    if (streams.length > 0) return;
    const events = Math.max(1, behind);
    for (const streamId of streamIds) {
      streams.push({ streamId, marks: Marks.of(await store.fill(streamId, kindOf(0), events), events) });
    }
  }

  async function run(): Promise<Sample> {
    await fill();
    const warm = performance.now() + milliseconds / 4;
    const end = warm + (milliseconds * 3) / 4;
    const latencies: number[] = [];
    let retries = 0;
    let written = 0;
    let last = warm;
    const isOver = (): boolean => written >= MOST_EVENTS || performance.now() >= end;

    async function write(writer: number): Promise<void> {
      const stream = streams[writer % streams.length];
      if (!stream) return;
      const { streamId, marks } = stream;
      while (!isOver()) {
        const noteId = ++count;
        const began = performance.now();
        const seen = marks.before(behind);
        const done = await appendWithRetries(store, streamId, kindOf(noteId), noteId, seen, isOver);
        const now = performance.now();
        if (now >= warm) retries += done.retries;
        if (done.mark === undefined) return;
        marks.add(done.mark);
        written++;
        if (now < warm || now > end) continue;
        latencies.push(now - began);
        last = now;
      }
    }

    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    const counted = (written >= MOST_EVENTS ? last : end) - warm;
    return {
      figure: (latencies.length / counted) * 1_000,
      also: {
        "retries per event": retries / Math.max(1, latencies.length),
        "median ms": median(latencies),
        "99 % ms": quantile(latencies, 0.99),
      },
    };
  }

  return { fill, run };
}
