/** What an event store has to do to be measured. */

import type { Kind } from "./notes.ts";

export interface Contestant {
  readonly name: string;
  /** What it cannot do or does differently, for its rows. Empty if there is nothing to say. */
  readonly remark: string;
  /** Set if it has no server, and so no network. */
  readonly isInProcess?: boolean;
  /** Opens the store on a database of its own, and installs it there unless that has been done. */
  open(databaseUrl: string): Promise<Store>;
}

/**
 * A mark says how far a writer has seen a stream: the version of the last event that it has seen, or that event's position
 * in the whole store if the contestant compares positions.
 */
export interface Store {
  /** Appends that many events at once, without a condition. Returns the mark of the last event. */
  fill(streamId: string, kind: Kind, events: number): Promise<number>;
  /** Appends an event. Returns its mark, or undefined if the store refused it because of what the writer has not seen. */
  tryAppend(streamId: string, kind: Kind, noteId: number, seen: number): Promise<number | undefined>;
  /** Reads what the writer has not seen, as it must before it can decide again. Returns the new mark. */
  catchUp(streamId: string, kind: Kind, seen: number): Promise<number>;
  /** Reads a stream with its payloads. Returns the number of events. */
  readStream(streamId: string, kind: Kind): Promise<number>;
  /** Reads the whole store in its order. Returns the number of events. Absent if the store cannot do that. */
  readonly readAll?: () => Promise<number>;
  close(): Promise<void>;
}

export interface Appended {
  /** Undefined if the time was over first. */
  readonly mark: number | undefined;
  readonly retries: number;
}

/** Appends an event. After a refusal it reads what is new and tries again at once. */
export async function appendWithRetries(
  store: Store,
  streamId: string,
  kind: Kind,
  noteId: number,
  seen: number,
  isOver: () => boolean,
): Promise<Appended> {
  let known = seen;
  for (let retries = 0; ; retries++) {
    const mark = await store.tryAppend(streamId, kind, noteId, known);
    if (mark !== undefined || isOver()) return { mark, retries };
    known = await store.catchUp(streamId, kind, known);
  }
}

export async function countOf(events: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of events) count++;
  return count;
}
