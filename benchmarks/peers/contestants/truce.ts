/** Truce through `createEventStore`. What a writer has not seen is merged unless it conflicts. */

import { PGlite } from "@electric-sql/pglite";
import { memoryAdapter } from "@truce/adapter-memory";
import { postgresAdapter } from "@truce/adapter-postgres";
import { createEventStore } from "@truce/core";
import type { StorageAdapter } from "@truce/core/adapter";

import { openPool } from "../../postgres/pool.ts";
import { countOf, type Contestant, type Store } from "../contestant.ts";
import { dataOf, fillerData, rules, type NoteEvent } from "../notes.ts";

export const truceOnPostgres: Contestant = {
  name: "Truce, PostgreSQL",
  remark: "",
  async open(databaseUrl) {
    const pool = openPool(databaseUrl);
    const adapter = postgresAdapter({ pool });
    await adapter.migrate();
    return truceStore(adapter, () => pool.end());
  },
};

export const truceOnPglite: Contestant = {
  name: "Truce, PGlite",
  remark: "in memory, nothing durable",
  isInProcess: true,
  async open() {
    const pglite = await PGlite.create();
    const adapter = postgresAdapter({ pglite });
    await adapter.migrate();
    return truceStore(adapter, () => pglite.close());
  },
};

export const truceInMemory: Contestant = {
  name: "Truce, in memory",
  remark: "nothing durable",
  isInProcess: true,
  async open() {
    return truceStore(memoryAdapter(), async () => {});
  },
};

function truceStore(adapter: StorageAdapter, release: () => Promise<void>): Store {
  const store = createEventStore<NoteEvent>({ adapter, rules });
  return {
    async fill(streamId, { type }, events) {
      const all = fillerData(events).map((data): NoteEvent => ({ type, data }));
      return (await store.append(streamId, all, { expectedVersion: "any" })).lastVersion;
    },
    async tryAppend(streamId, { type }, noteId, seen) {
      const event: NoteEvent = { type, data: dataOf(noteId) };
      const outcome = await store.tryAppend(streamId, [event], { expectedVersion: seen });
      return "lastVersion" in outcome ? outcome.lastVersion : undefined;
    },
    async catchUp(streamId, _, seen) {
      let version = seen;
      for await (const event of store.readStream(streamId, { afterVersion: seen })) version = event.version;
      return version;
    },
    readStream: (streamId) => countOf(store.readStream(streamId)),
    readAll: () => countOf(store.readAll()),
    async close() {
      await adapter.close();
      await release();
    },
  };
}
