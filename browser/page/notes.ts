/** A store in IndexedDB that stays open from one call to the next, until it is closed, or its page or worker is gone. */

import { postgresAdapter } from "@truce/adapter-postgres";
import {
  openPglite,
  type OpenedPglite,
  type OpenPgliteOptions,
} from "@truce/adapter-postgres/pglite-browser";
import { createEventStore, isTruceError, type EventStore } from "@truce/core";

interface OpenDatabase {
  readonly opened: OpenedPglite;
  readonly store: EventStore;
}

let database: OpenDatabase | undefined;

/** "open", or the code of the error for which it is not. */
export async function openDatabase(name: string, options?: OpenPgliteOptions): Promise<string> {
  try {
    const opened = await openPglite(name, options);
    const adapter = postgresAdapter(opened);
    await adapter.migrate();
    database = { opened, store: createEventStore({ adapter }) };
    return "open";
  } catch (error) {
    if (isTruceError(error)) return error.code;
    throw error;
  }
}

/** Its version. */
export async function appendNote(text: string): Promise<number> {
  const event = { type: "NoteAdded", data: { text } };
  const { lastVersion } = await current().store.append("client-42", [event], { expectedVersion: "any" });
  return lastVersion;
}

/** Appends one note after the other, and reports each as soon as it is acknowledged. */
export async function appendUntilTheEnd(): Promise<never> {
  const { reportVersion } = globalThis as unknown as {
    readonly reportVersion: (version: number) => Promise<void>;
  };
  for (;;) void reportVersion(await appendNote("and another one"));
}

/** Version and text of each, in the order of the whole store. */
export function readNotes(): Promise<readonly (readonly [version: number, text: unknown])[]> {
  return Array.fromAsync(current().store.readAll(), ({ version, data }) => {
    const { text } = data as { readonly text: unknown };
    return [version, text] as const;
  });
}

export async function closeDatabase(): Promise<void> {
  await current().opened.close();
  database = undefined;
}

function current(): OpenDatabase {
  if (database) return database;
  throw new Error("no database is open");
}
