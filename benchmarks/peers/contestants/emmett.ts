/** Emmett: an expected version, and after a conflict the newer events are read and the append is tried again. */

import type { Contestant } from "../contestant.ts";
import { importPeer } from "../installed.ts";
import { dataOf, fillerData, type NoteEvent } from "../notes.ts";

interface EmmettPostgres {
  readonly getPostgreSQLEventStore: (connectionString: string) => {
    readonly schema: { migrate(): Promise<unknown> };
    appendToStream(
      streamName: string,
      events: readonly NoteEvent[],
      options?: { readonly expectedStreamVersion: bigint },
    ): Promise<{ readonly nextExpectedStreamVersion: bigint }>;
    readStream(
      streamName: string,
      options: { readonly from: bigint },
    ): Promise<{ readonly currentStreamVersion: bigint; readonly streamExists: boolean }>;
    close(): Promise<void>;
  };
}

interface Emmett {
  readonly isExpectedVersionConflictError: (error: unknown) => boolean;
}

export const emmett: Contestant = {
  name: "Emmett",
  remark: "any newer event is a conflict",
  async open(databaseUrl) {
    const { isExpectedVersionConflictError } = await importPeer<Emmett>("@event-driven-io/emmett");
    const { getPostgreSQLEventStore } = await importPeer<EmmettPostgres>(
      "@event-driven-io/emmett-postgresql",
    );
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
      close: () => store.close(),
    };
  },
};
