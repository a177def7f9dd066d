/** Castore: the caller gives each event its version, and a version that is taken is an error. */

import { openPool } from "../../postgres/pool.ts";
import type { Contestant } from "../contestant.ts";
import { importPeer } from "../installed.ts";
import { dataOf, fillerData, type NoteEvent } from "../notes.ts";

interface EventDetail {
  readonly aggregateId: string;
  readonly version: number;
  readonly type: string;
  readonly payload: NoteEvent["data"];
}

/** Described only as far as it is used here. */
interface CastoreEventStore {
  pushEvent(event: EventDetail): Promise<unknown>;
  groupEvent(event: EventDetail): object;
  getEvents(
    aggregateId: string,
    options?: { readonly minVersion?: number; readonly reverse?: boolean; readonly limit?: number },
  ): Promise<{ readonly events: readonly EventDetail[] }>;
}

interface CastoreCore {
  readonly eventAlreadyExistsErrorCode: string;
  readonly EventType: new (options: { readonly type: string }) => object;
  readonly EventStore: {
    new (options: {
      readonly eventStoreId: string;
      readonly eventTypes: readonly object[];
      readonly reducer: (aggregate: object, event: EventDetail) => object;
      readonly eventStorageAdapter: object;
    }): CastoreEventStore;
    pushEventGroup(...events: readonly object[]): Promise<unknown>;
  };
}

interface CastorePostgres {
  readonly PostgresEventStorageAdapter: {
    new (options: { readonly connectionString: string }): object;
    createEventTable(options: {
      readonly connectionString: string;
      readonly aggregateId: { readonly type: "VARCHAR"; readonly length: number };
    }): Promise<unknown>;
  };
}

export const castore: Contestant = {
  name: "Castore",
  remark: "any newer event is a conflict; cannot read everything in order",
  async open(connectionString) {
    const core = await importPeer<CastoreCore>("@castore/core");
    const { PostgresEventStorageAdapter } = await importPeer<CastorePostgres>(
      "@castore/event-storage-adapter-postgres",
    );
    const { EventStore, EventType, eventAlreadyExistsErrorCode } = core;
    await PostgresEventStorageAdapter.createEventTable({
      connectionString,
      aggregateId: { type: "VARCHAR", length: 64 },
    });
    const types: readonly NoteEvent["type"][] = ["NoteAdded", "NotesMerged", "NotePinned", "NoteReplaced"];
    const store = new EventStore({
      eventStoreId: "NOTES",
      eventTypes: types.map((type) => new EventType({ type })),
      reducer: (_, { aggregateId, version }) => ({ aggregateId, version }),
      eventStorageAdapter: new PostgresEventStorageAdapter({ connectionString }),
    });
    return {
      async fill(aggregateId, { type }, events) {
        const last = await store.getEvents(aggregateId, { reverse: true, limit: 1 });
        const before = last.events[0]?.version ?? 0;
        const all = fillerData(events).map((payload, index) =>
          store.groupEvent({ aggregateId, version: before + index + 1, type, payload }),
        );
        await EventStore.pushEventGroup(...all);
        return before + events;
      },
      async tryAppend(aggregateId, { type }, noteId, seen) {
        try {
          await store.pushEvent({ aggregateId, version: seen + 1, type, payload: dataOf(noteId) });
          return seen + 1;
        } catch (error) {
          if (error instanceof Error && "code" in error && error.code === eventAlreadyExistsErrorCode) {
            return undefined;
          }
          throw error;
        }
      },
      async catchUp(aggregateId, _, seen) {
        const { events } = await store.getEvents(aggregateId, { minVersion: seen + 1 });
        return events.at(-1)?.version ?? seen;
      },
      readStream: async (aggregateId) => (await store.getEvents(aggregateId)).events.length,
      // The adapter cannot close its connections, so the server ends them.
      async close() {
        const pool = openPool(connectionString);
        await pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
        await pool.end();
      },
    };
  },
};
