/** How the events of a stream make up a state. */

import type { Event } from "../events/event.ts";

/** A state that follows from events. Both parts are pure: `evolve` returns a new state and leaves the old one alone. */
export interface Evolution<E extends Event, State> {
  /** Makes the state of a stream without events. Each call makes a new one, so that streams never share parts of it. */
  readonly initialState: () => State;
  /** The state after one more event. */
  readonly evolve: (state: State, event: E) => State;
}

/** The state of a stream at a version. */
export interface Snapshot<State> {
  /** The state after this many events. */
  readonly state: State;
  /** The version of the stream: 0 if it has no events. */
  readonly version: number;
}

/** How a state is read. */
export interface ReadStateOptions<State> {
  /**
   * An earlier state of the same stream to continue from, so that only later events are read. It is refused if it is ahead of
   * the stream, or if it is a JSON copy that lost a `Map`, a `Date` or another class instance.
   */
  readonly snapshot?: Snapshot<State> | undefined;
}
