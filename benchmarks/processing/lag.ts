/** The time from the call of an append to the call of the handler, when nothing else is going on. */

import { setTimeout as sleep } from "node:timers/promises";

import { createProcessor } from "@truce/core";

import { compare, type Sample } from "../compare.ts";
import type { NoteEvent } from "../postgres/notes.ts";
import type { Table } from "../report.ts";
import { newArrivals } from "./arrivals.ts";
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
        run: async () =>
          (await field.runEmmett({ kind: "lag", times: timed, name: `lag ${++runs}` })) as Sample,
      },
    ],
  });
}
