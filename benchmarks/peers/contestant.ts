/** What an event store has to do to be measured. */

import type { Kind } from "./notes.ts";

export interface Contestant {
  readonly name: string;
  /** What it cannot do or does differently, for its rows. Empty if there is nothing to say. */
  readonly remark: string;
  /** Opens the store on an empty database of its own. */
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
  close(): Promise<void>;
}

export interface Appended {
  readonly mark: number;
  readonly retries: number;
}

/** Appends an event, and after a refusal reads and tries again at once. Returns undefined if the time was over first. */
export async function appendWithRetries(
  store: Store,
  streamId: string,
  kind: Kind,
  noteId: number,
  seen: number,
  isOver: () => boolean,
): Promise<Appended | undefined> {
  let known = seen;
  for (let retries = 0; ; retries++) {
    const mark = await store.tryAppend(streamId, kind, noteId, known);
    if (mark !== undefined) return { mark, retries };
    if (isOver()) return undefined;
    known = await store.catchUp(streamId, kind, known);
  }
}
