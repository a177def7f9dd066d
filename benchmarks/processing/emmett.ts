/** Emmett's consumer of its PostgreSQL store. It polls. */

import { importPeer } from "../peers/installed.ts";
import type { NoteEvent } from "../postgres/notes.ts";

interface EmmettPostgres {
  readonly getPostgreSQLEventStore: (connectionString: string) => {
    readonly schema: { migrate(): Promise<unknown> };
    appendToStream(streamName: string, events: readonly NoteEvent[]): Promise<unknown>;
    close(): Promise<void>;
  };
  readonly postgreSQLEventStoreConsumer: (options: {
    readonly connectionString: string;
    readonly pulling: { readonly batchSize: number; readonly pullingFrequencyInMs?: number };
  }) => {
    reactor(options: {
      readonly processorId: string;
      readonly eachBatch: (messages: readonly NoteEvent[]) => Promise<void>;
    }): unknown;
    start(): Promise<void>;
    close(): Promise<void>;
  };
}

export interface EmmettConsumer {
  append(streamId: string, events: readonly NoteEvent[]): Promise<unknown>;
  /** Hands all events to the function, from the first one on, until the returned function is called. */
  consume(name: string, handle: (events: readonly NoteEvent[]) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export async function openEmmett(connectionString: string): Promise<EmmettConsumer> {
  const { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } = await importPeer<EmmettPostgres>(
    "@event-driven-io/emmett-postgresql",
  );
  const store = getPostgreSQLEventStore(connectionString);
  await store.schema.migrate();
  return {
    append: (streamId, events) => store.appendToStream(streamId, events),
    async consume(processorId, handle) {
      const consumer = postgreSQLEventStoreConsumer({ connectionString, pulling: { batchSize: 100 } });
      consumer.reactor({ processorId, eachBatch: async (messages) => handle(messages) });
      const running = consumer.start();
      return async () => {
        await consumer.close();
        await running;
      };
    },
    close: () => store.close(),
  };
}
