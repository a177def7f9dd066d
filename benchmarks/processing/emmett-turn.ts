/**
 * A program: one turn of Emmett's consumer, which polls. It prints its result as JSON, and the benchmark then kills
 * it: Emmett's `close` does not always end, and leaves connections whose end would end the process.
 */

import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { importPeer } from "../peers/installed.ts";
import type { NoteEvent } from "../postgres/notes.ts";
import { newArrivals } from "./arrivals.ts";
import { fill } from "./fill.ts";

/** What to do in a turn. */
export type EmmettTask =
  | { readonly kind: "fill"; readonly events: number }
  /** The result is in seconds. */
  | { readonly kind: "catch up"; readonly events: number; readonly name: string }
  /** The result is a sample. */
  | { readonly kind: "lag"; readonly times: number; readonly name: string };

interface EmmettPostgres {
  readonly getPostgreSQLEventStore: (connectionString: string) => {
    readonly schema: { migrate(): Promise<unknown> };
    appendToStream(streamName: string, events: readonly NoteEvent[]): Promise<unknown>;
  };
  readonly postgreSQLEventStoreConsumer: (options: {
    readonly connectionString: string;
    readonly pulling: { readonly batchSize: number };
  }) => {
    reactor(options: {
      readonly processorId: string;
      readonly eachMessage: (message: NoteEvent) => Promise<void>;
      readonly connectionOptions: { readonly connectionString: string };
    }): unknown;
    start(): Promise<void>;
  };
}

const [connectionString = "", taskJson = ""] = process.argv.slice(2);
const task = JSON.parse(taskJson) as EmmettTask;
const { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } = await importPeer<EmmettPostgres>(
  "@event-driven-io/emmett-postgresql",
);
const store = getPostgreSQLEventStore(connectionString);
await store.schema.migrate();
console.log(JSON.stringify(await run()));

async function run(): Promise<unknown> {
  switch (task.kind) {
    case "fill":
      await fill((streamId, notes) => store.appendToStream(streamId, notes), task.events);
      return null;
    case "catch up": {
      const started = performance.now();
      let read = 0;
      const { promise: done, resolve } = Promise.withResolvers<void>();
      consume(task.name, () => {
        if (++read === task.events) resolve();
      });
      await done;
      return (performance.now() - started) / 1_000;
    }
    case "lag": {
      const arrivals = newArrivals();
      consume(task.name, (event) => arrivals.handled([event]));
      const append = (event: NoteEvent): Promise<unknown> => store.appendToStream("lag", [event]);
      // Until it has caught up with the events that are there.
      await arrivals.time(1, append);
      await sleep(100);
      return await arrivals.time(task.times, append);
    }
  }
}

/** Hands all events to the function, from the first one on. */
function consume(processorId: string, handle: (event: NoteEvent) => void): void {
  const consumer = postgreSQLEventStoreConsumer({ connectionString, pulling: { batchSize: 100 } });
  consumer.reactor({
    processorId,
    // In version 0.42 `eachBatch` is never called.
    eachMessage: async (event) => handle(event),
    connectionOptions: { connectionString },
  });
  void consumer.start();
}
