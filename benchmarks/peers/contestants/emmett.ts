/** Emmett: an expected version, and after a conflict the newer events are read and the append is tried again. */

import type { Contestant } from "../contestant.ts";
import { importPeer } from "../installed.ts";
import { dataOf, fillerData, type NoteEvent } from "../notes.ts";

type Executor = object;

interface EmmettPostgres {
  readonly readMessagesBatch: (
    execute: Executor,
    options: { readonly after: bigint; readonly batchSize: number },
  ) => Promise<{ readonly messages: readonly unknown[]; readonly currentGlobalPosition: bigint }>;
  readonly getPostgreSQLEventStore: (connectionString: string) => {
    readonly schema: { migrate(): Promise<unknown> };
    appendToStream(
      streamName: string,
      events: readonly NoteEvent[],
      options?: { readonly expectedStreamVersion: bigint },
    ): Promise<{ readonly nextExpectedStreamVersion: bigint }>;
    readStream(
      streamName: string,
      options?: { readonly from: bigint },
    ): Promise<{
      readonly currentStreamVersion: bigint;
      readonly streamExists: boolean;
      readonly events: readonly unknown[];
    }>;
    close(): Promise<void>;
  };
}

interface Emmett {
  readonly isExpectedVersionConflictError: (error: unknown) => boolean;
}

/** The library that Emmett's adapter uses for its connections. Both share a pool if their URL is the same. */
interface Dumbo {
  readonly dumbo: (options: { readonly connectionString: string }) => {
    readonly execute: Executor;
    close(): Promise<void>;
  };
}

export const emmett: Contestant = {
  name: "Emmett",
  remark: "any newer event is a conflict",
  async open(databaseUrl) {
    const { isExpectedVersionConflictError } = await importPeer<Emmett>("@event-driven-io/emmett");
    const { getPostgreSQLEventStore, readMessagesBatch } = await importPeer<EmmettPostgres>(
      "@event-driven-io/emmett-postgresql",
    );
    const { dumbo } = await importPeer<Dumbo>("@event-driven-io/dumbo");
    const pool = dumbo({ connectionString: databaseUrl });
    const store = getPostgreSQLEventStore(databaseUrl);
    await store.schema.migrate();
    return {
      async fill(streamId, { type }, events) {
        const all = fillerData(events).map((data): NoteEvent => ({ type, data }));
        return Number((await store.appendToStream(streamId, all)).nextExpectedStreamVersion);
      },
      async tryAppend(streamId, { type }, noteId, seen) {
        const event: NoteEvent = { type, data: dataOf(noteId) };
        try {
          const options = { expectedStreamVersion: BigInt(seen) };
          return Number((await store.appendToStream(streamId, [event], options)).nextExpectedStreamVersion);
        } catch (error) {
          if (isExpectedVersionConflictError(error)) return undefined;
          throw error;
        }
      },
      async catchUp(streamId, _, seen) {
        const read = await store.readStream(streamId, { from: BigInt(seen + 1) });
        return read.streamExists ? Number(read.currentStreamVersion) : seen;
      },
      readStream: async (streamId) => (await store.readStream(streamId)).events.length,
      async readAll() {
        let events = 0;
        for (let after = 0n; ;) {
          const batch = await readMessagesBatch(pool.execute, { after, batchSize: 1_000 });
          if (batch.messages.length === 0) return events;
          events += batch.messages.length;
          after = batch.currentGlobalPosition;
        }
      },
      async close() {
        await pool.close();
        await store.close();
      },
    };
  },
};
