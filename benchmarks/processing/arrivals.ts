/** Times the way of events from append to handler. */

import { setTimeout as sleep } from "node:timers/promises";

import { median, quantile, type Sample } from "../compare.ts";
import { note, type NoteEvent } from "../postgres/notes.ts";

/** Marks events by a number, and notes when each is handled. */
export function newArrivals() {
  const waiting = new Map<number, () => void>();
  let last = Math.floor(Math.random() * 1_000_000_000);

  return {
    handled(events: readonly NoteEvent[]): void {
      for (const { data } of events) waiting.get(data.noteId)?.();
    },
    async time(times: number, append: (event: NoteEvent) => Promise<unknown>): Promise<Sample> {
      const lags: number[] = [];
      for (let done = 0; done < times; done++) {
        const noteId = ++last;
        const { promise: arrived, resolve } = Promise.withResolvers<void>();
        waiting.set(noteId, resolve);
        const started = performance.now();
        await append(note("NoteAdded", noteId));
        await arrived;
        lags.push(performance.now() - started);
        waiting.delete(noteId);
        // Longer than the pause between two notifications, and not in step with anybody's polling.
        await sleep(12 + Math.random() * 20);
      }
      return { figure: median(lags), also: { "99th percentile": quantile(lags, 0.99) } };
    },
  };
}
