/** The state that a command is decided on. */

import { WrongVersionError } from "../errors/refusals.ts";
import type { Event } from "../events/event.ts";
import { checkVersion } from "../input/check-values.ts";
import type { EventStore } from "../store/event-store.ts";
import type { Decider, Snapshot } from "./decider.ts";

type Evolving<E extends Event, State> = Pick<Decider<never, E, State>, "evolve">;

/** The state of the stream as it is now, from a state that is known to be its own at some version. */
export async function catchUp<E extends Event, State>(
  store: EventStore<E>,
  streamId: string,
  decider: Evolving<E, State>,
  from: Snapshot<State>,
): Promise<Snapshot<State>> {
  let { state, version } = from;
  for await (const event of store.readStream(streamId, { afterVersion: version })) {
    state = decider.evolve(state, event as unknown as E);
    version = event.version;
  }
  return { state, version };
}

/**
 * The same from a snapshot that somebody has kept.
 *
 * @throws WrongVersionError if the stream is shorter: the snapshot speaks of a history that the store does not hold.
 */
export async function catchUpFromSnapshot<E extends Event, State>(
  store: EventStore<E>,
  streamId: string,
  decider: Evolving<E, State>,
  snapshot: Snapshot<State>,
): Promise<Snapshot<State>> {
  checkVersion(snapshot.version, "options.snapshot.version");
  let { state, version } = { state: snapshot.state, version: 0 };
  // The snapshot's last event is read again: that it is there proves that the stream reaches so far.
  for await (const event of store.readStream(streamId, { afterVersion: Math.max(snapshot.version - 1, 0) })) {
    version = event.version;
    if (version > snapshot.version) state = decider.evolve(state, event as unknown as E);
  }
  if (version < snapshot.version) checkNotAhead(streamId, snapshot.version, await versionOf(store, streamId));
  return { state, version };
}

/** @throws WrongVersionError if a version is claimed that the stream has not reached. */
export function checkNotAhead(streamId: string, expectedVersion: number, actualVersion: number): void {
  if (expectedVersion > actualVersion) {
    throw new WrongVersionError({ kind: "wrong-version", streamId, expectedVersion, actualVersion });
  }
}

async function versionOf<E extends Event>(store: EventStore<E>, streamId: string): Promise<number> {
  for await (const last of store.readStream(streamId, { direction: "backwards", limit: 1 }))
    return last.version;
  return 0;
}
