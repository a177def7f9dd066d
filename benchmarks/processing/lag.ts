/** The time from the call of an append to the call of the handler, when nothing else is going on. */

import { setTimeout as sleep } from "node:timers/promises";

import { createProcessor } from "@truce/core";

import { compare, median, quantile, type Sample } from "../compare.ts";
import { note, type NoteEvent } from "../postgres/notes.ts";
import type { Table } from "../report.ts";
import type { Field, Instance } from "./field.ts";
import type { Sizes } from "./sizes.ts";

export async function measureLag(
  field: Field,
  { rounds, timed }: Sizes,
  onTurn: (what: string) => void,
): Promise<Table> {
  const [here, elsewhere] = [field.open(), field.open()];
  const polling = field.open({ notifications: false });
  let runs = 0;

  async function truce(writer: Instance, reader: Instance, pollMs: number): Promise<Sample> {
    const arrivals = newArrivals();
    const processor = createProcessor<NoteEvent>({
      store: reader.store,
      name: `lag ${++runs}`,
      pollMs,
      handle: (events) => arrivals.handled(events),
    });
    await processor.start();
    await processor.waitFor(await reader.store.lastPosition());
    // Until it listens.
    await sleep(100);
    const sample = await arrivals.time(timed, (event) =>
      writer.store.append("lag", [event], { expectedVersion: "any" }),
    );
    await processor.stop();
    return sample;
  }

  return await compare({
    title: "From append to handled, one at a time",
    unit: "milliseconds, median",
    rounds,
    onTurn,
    isDetail: true,
    competitors: [
      { name: "in the process that appends", run: () => truce(here, here, 500) },
      { name: "in another process, by NOTIFY", run: () => truce(here, elsewhere, 500) },
      { name: "in another process, polling every 50 ms", run: () => truce(here, polling, 50) },
      {
        name: "Emmett's reactor",
        remark: "polls, at its default frequency",
        async run() {
          const arrivals = newArrivals();
          const stop = await field.emmett.consume(`lag ${++runs}`, (events) => arrivals.handled(events));
          // Until it has caught up with the events that are there.
          await arrivals.time(1, (event) => field.emmett.append("lag", [event]));
          const sample = await arrivals.time(timed, (event) => field.emmett.append("lag", [event]));
          await stop();
          return sample;
        },
      },
    ],
  });
}

/** Marks events by a number, and notes when each is handled. */
function newArrivals() {
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
