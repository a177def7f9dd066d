/** Folding a stream into a state. */

import { WrongVersionError } from "../errors/refusals.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import type { EventStore } from "../store/event-store.ts";
import type { Decider, Snapshot } from "./decider.ts";

/** The stream of one entity, and how its state evolves. */
export interface Entity<E extends Event, State> {
  readonly store: EventStore<E>;
  readonly streamId: string;
  readonly decider: Pick<Decider<never, E, State>, "initialState" | "evolve">;
}

/** What to look out for while a stream is read. */
export interface Watch {
  /** The version that the user saw: the state at that version is kept. */
  readonly seenVersion?: number | undefined;
  /** The id of the first event of the command: if the stream has it, the command was handled before. */
  readonly eventId?: string | undefined;
  /** Reads no further than this version. */
  readonly lastVersion?: number | undefined;
}

/** A state, and what was found on the way to it. */
export interface Loaded<E extends Event, State> extends Snapshot<State> {
  /** The state that the user saw; undefined if the reading began after that version. */
  readonly seen: Snapshot<State> | undefined;
  /** The first event that the command led to when it was sent before. Nothing after it was read. */
  readonly earlier: RecordedEvent<E> | undefined;
}

/** The state of an entity without events. */
export function initialOf<E extends Event, State>({ decider }: Entity<E, State>): Snapshot<State> {
  return { state: decider.initialState(), version: 0 };
}

/** Reads on from a state that is known to be the entity's own at its version. */
export async function catchUp<E extends Event, State>(
  entity: Entity<E, State>,
  from: Snapshot<State> & Partial<Loaded<E, State>>,
  watch: Watch = {},
): Promise<Loaded<E, State>> {
  const { store, streamId } = entity;
  const beforeVersion = watch.lastVersion === undefined ? undefined : watch.lastVersion + 1;
  const events = store.readStream(streamId, { afterVersion: from.version, beforeVersion });
  return await fold(entity, from, events, watch);
}

/**
 * Reads on from a snapshot that the caller has kept.
 *
 * @throws WrongVersionError if the stream is shorter: the store does not hold the snapshot's history.
 */
export async function catchUpFromSnapshot<E extends Event, State>(
  entity: Entity<E, State>,
  snapshot: Snapshot<State>,
  watch: Watch = {},
): Promise<Loaded<E, State>> {
  const { store, streamId } = entity;
  // The snapshot's last event is read again: that it is there proves that the stream reaches so far.
  let reached = 0;
  async function* events(): AsyncIterable<RecordedEvent<E>> {
    for await (const event of store.readStream(streamId, {
      afterVersion: Math.max(snapshot.version - 1, 0),
    })) {
      reached = event.version;
      yield event;
    }
  }
  const [loaded, earlier] = await Promise.all([
    fold(entity, snapshot, events(), watch),
    // What the snapshot covers is not read, and the command may have been handled there.
    findEvent(entity, watch.eventId),
  ]);
  if (loaded.earlier ?? earlier) return { ...loaded, earlier: loaded.earlier ?? earlier };
  if (reached < snapshot.version) {
    checkNotAhead(streamId, snapshot.version, await versionOf(store, streamId));
  }
  return loaded;
}

/** @throws WrongVersionError if a version is claimed that the stream has not reached. */
export function checkNotAhead(streamId: string, expectedVersion: number, actualVersion: number): void {
  if (expectedVersion > actualVersion) {
    throw new WrongVersionError({ kind: "wrong-version", streamId, expectedVersion, actualVersion });
  }
}

async function fold<E extends Event, State>(
  { decider }: Entity<E, State>,
  from: Snapshot<State> & Partial<Loaded<E, State>>,
  events: AsyncIterable<RecordedEvent<E>>,
  { seenVersion, eventId }: Watch,
): Promise<Loaded<E, State>> {
  let { state, version, seen } = from;
  if (version === seenVersion) seen = { state, version };
  for await (const event of events) {
    if (event.id === eventId) return { state, version, seen, earlier: event };
    if (event.version <= version) continue;
    state = decider.evolve(state, event as unknown as E);
    version = event.version;
    if (version === seenVersion) seen = { state, version };
  }
  return { state, version, seen, earlier: undefined };
}

async function findEvent<E extends Event, State>(
  { store, streamId }: Entity<E, State>,
  eventId: string | undefined,
): Promise<RecordedEvent<E> | undefined> {
  if (eventId === undefined) return undefined;
  for await (const event of store.readStream(streamId, { eventId })) if (event.id === eventId) return event;
  return undefined;
}

async function versionOf<E extends Event>(store: EventStore<E>, streamId: string): Promise<number> {
  for await (const last of store.readStream(streamId, { direction: "backwards", limit: 1 }))
    return last.version;
  return 0;
}
