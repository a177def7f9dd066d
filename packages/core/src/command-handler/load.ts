/** The state that a command is decided on. */

import { WrongVersionError } from "../errors/refusals.ts";
import type { Event } from "../events/event.ts";
import { checkVersion } from "../input/check-append.ts";
import type { EventStore } from "../store/event-store.ts";
import type { Decider, Snapshot } from "./decider.ts";

/** The state of the stream as it is now, from a state that is known to be its own at some version. */
export async function catchUp<E extends Event, State>(
  store: EventStore<E>,
  streamId: string,
  decider: Pick<Decider<never, E, State>, "evolve">,
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
 * Makes sure that a stream is as long as a snapshot of it.
 *
 * @throws WrongVersionError if it is not: the snapshot speaks of a history that the store does not hold.
 */
export async function checkSnapshot<E extends Event>(
  store: EventStore<E>,
  streamId: string,
  { version }: Snapshot<unknown>,
): Promise<void> {
  checkVersion(version, "options.snapshot.version");
  if (version === 0) return;
  let actualVersion = 0;
  for await (const last of store.readStream(streamId, { direction: "backwards", limit: 1 })) {
    actualVersion = last.version;
  }
  checkNotAhead(streamId, version, actualVersion);
}

/** @throws WrongVersionError if a version is claimed that the stream has not reached. */
export function checkNotAhead(streamId: string, expectedVersion: number, actualVersion: number): void {
  if (expectedVersion > actualVersion) {
    throw new WrongVersionError({ kind: "wrong-version", streamId, expectedVersion, actualVersion });
  }
}
