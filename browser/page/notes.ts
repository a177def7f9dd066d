/** A store in IndexedDB that stays open between calls, until it is closed or its page or worker ends. */

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

/** Opens the database. Returns `"open"`, or the code of the error. */
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

/** Appends a note, and returns its version. */
export async function appendNote(text: string): Promise<number> {
  const event = { type: "NoteAdded", data: { text } };
  const { lastVersion } = await current().store.append("client-42", [event], { expectedVersion: "any" });
  return lastVersion;
}

/** Appends one note after another, and reports the version of each as soon as it is acknowledged. */
export async function appendUntilTheEnd(): Promise<never> {
  const { reportVersion } = globalThis as unknown as {
    readonly reportVersion: (version: number) => Promise<void>;
  };
  for (;;) void reportVersion(await appendNote("and another one"));
}

/** Version and text of each note, in the order of positions. */
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
