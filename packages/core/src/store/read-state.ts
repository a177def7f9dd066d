/** Folds the events of a stream into a state. */

import type { ReadStreamOptions } from "../adapter/storage-adapter.ts";
import { WrongVersionError } from "./refusal-errors.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import type { EventStore } from "./event-store.ts";
import type { Evolution, Snapshot } from "./evolution.ts";
import { checkName } from "../input/check-values.ts";
import { upcast } from "../upcasters/upcast.ts";

/** A stream, and how its state evolves. */
export interface StateSource<E extends Event, State> {
  readonly store: Pick<EventStore<E>, "adapter" | "upcasters" | "streamVersion">;
  readonly streamId: string;
  readonly evolution: Evolution<E, State>;
}

/** What to look out for while a stream is read. */
export interface Watch {
  /** The state at this version is kept. */
  readonly seenVersion?: number | undefined;
  /** Reading ends before the event with this id. */
  readonly eventId?: string | undefined;
  /** Reading ends with this version. */
  readonly lastVersion?: number | undefined;
}

/** A state, and what was found while it was read. */
export interface ReadState<State> extends Snapshot<State> {
  /** The state at `seenVersion`; undefined if the reading began after that version. */
  readonly seen: Snapshot<State> | undefined;
  /** The event with the id `eventId`, if the stream has it. */
  readonly found: RecordedEvent | undefined;
  /** The id of the append that the event at this version came in; undefined if no event was read. */
  readonly appendId: string | undefined;
}

/** The state of a stream without events. */
export function initialOf<E extends Event, State>({ evolution }: StateSource<E, State>): Snapshot<State> {
  return { state: evolution.initialState(), version: 0 };
}

/**
 * Reads a state from the beginning of the stream, or from a snapshot that the caller has kept.
 *
 * @throws InvalidInputError for an invalid stream id. WrongVersionError if the stream is shorter than the snapshot: the store
 * does not have the snapshot's history.
 */
export async function readState<E extends Event, State>(
  source: StateSource<E, State>,
  snapshot: Snapshot<State> | undefined,
  watch: Watch = {},
): Promise<ReadState<State>> {
  if (snapshot === undefined) return await catchUp(source, initialOf(source), watch);
  const { read, isContinued } = await catchUpFromSnapshot(source, snapshot, watch);
  if (!isContinued && !read.found) {
    const { store, streamId } = source;
    checkNotAhead(streamId, snapshot.version, await store.streamVersion(streamId));
  }
  return read;
}

/** Continues from a state that is certain to be the state of this stream at its version. */
export async function catchUp<E extends Event, State>(
  source: StateSource<E, State>,
  from: Snapshot<State> & Partial<ReadState<State>>,
  watch: Watch = {},
): Promise<ReadState<State>> {
  const beforeVersion = watch.lastVersion === undefined ? undefined : watch.lastVersion + 1;
  const log = logOf(source, { afterVersion: from.version, beforeVersion });
  return await fold(source, from, log, watch);
}

/**
 * Continues from a snapshot, if the stream has its last event. The id of the append that this event came in is compared if it
 * is known.
 *
 * @returns `isContinued` is false if the stream is shorter than the snapshot, or has an event of another append there. No
 * later event has been added to the state then.
 */
export async function catchUpFromSnapshot<E extends Event, State>(
  source: StateSource<E, State>,
  snapshot: Snapshot<State> & { readonly appendId?: string },
  watch: Watch,
): Promise<{ readonly read: ReadState<State>; readonly isContinued: boolean }> {
  const { version, appendId } = snapshot;
  let isContinued = version === 0 && appendId === undefined;
  // The snapshot's last event is read again, to see whether the stream still has it.
  async function* log(): AsyncIterable<RecordedEvent> {
    for await (const stored of logOf(source, { afterVersion: Math.max(version - 1, 0) })) {
      const { id } = stored.provenance.append;
      if (stored.version === version && (appendId ?? id) === id) isContinued = true;
      if (!isContinued) return;
      yield stored;
    }
  }
  const [read, earlier] = await Promise.all([
    fold(source, snapshot, log(), watch),
    // The event may be among those that the snapshot covers, which are not read.
    findEvent(source, watch.eventId),
  ]);
  return { read: { ...read, found: read.found ?? earlier }, isContinued };
}

/** @throws WrongVersionError if the stream has not reached the expected version. */
export function checkNotAhead(streamId: string, expectedVersion: number, actualVersion: number): void {
  if (expectedVersion > actualVersion) {
    throw new WrongVersionError({ kind: "wrong-version", streamId, expectedVersion, actualVersion });
  }
}

/** @param log - Events as they were stored: even one that is not read any more counts for the version. */
async function fold<E extends Event, State>(
  { store, evolution }: StateSource<E, State>,
  from: Snapshot<State> & Partial<ReadState<State>>,
  log: AsyncIterable<RecordedEvent>,
  { seenVersion, eventId }: Watch,
): Promise<ReadState<State>> {
  let { state, version, seen, appendId } = from;
  if (version === seenVersion) seen = { state, version };
  for await (const stored of log) {
    if (stored.id === eventId) return { state, version, seen, found: stored, appendId };
    if (stored.version <= version) continue;
    for (const event of upcast(store.upcasters, stored))
      state = evolution.evolve(state, event as unknown as E);
    ({ version } = stored);
    appendId = stored.provenance.append.id;
    if (version === seenVersion) seen = { state, version };
  }
  return { state, version, seen, found: undefined, appendId };
}

async function findEvent<E extends Event, State>(
  source: StateSource<E, State>,
  eventId: string | undefined,
): Promise<RecordedEvent | undefined> {
  if (eventId === undefined) return undefined;
  for await (const event of logOf(source, { eventId })) if (event.id === eventId) return event;
  return undefined;
}

/** The events of the stream as they were stored. */
function logOf<E extends Event, State>(
  { store, streamId }: StateSource<E, State>,
  options: ReadStreamOptions,
): AsyncIterable<RecordedEvent> {
  checkName(streamId, "streamId");
  return store.adapter.readStream(streamId, options);
}
