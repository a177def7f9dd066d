/** The decider pattern: state, how it evolves, and what is decided on it, as three pure parts. */

import type { Event } from "../events/event.ts";

/**
 * A decider, as Jérémie Chassaing named it ("Functional Event Sourcing Decider", 2021). All parts are pure; `evolve`
 * returns a new state and leaves the old one alone.
 *
 * @example
 * ```ts
 * const counter: Decider<{ type: "Add"; by: number }, { type: "Added"; data: { by: number } }, number> = {
 *   initialState: () => 0,
 *   evolve: (total, event) => total + event.data.by,
 *   decide: (command) => [{ type: "Added", data: { by: command.by } }],
 * };
 * ```
 */
export interface Decider<Command, E extends Event, State> {
  /** Makes the state of a stream without events: one of its own for each, so that no two streams ever share a part. */
  readonly initialState: () => State;
  /** The state after one more event. */
  readonly evolve: (state: State, event: E) => State;
  /** The events that the command leads to; none where it changes nothing. Throws where the command is not allowed. */
  readonly decide: (command: Command, state: State) => readonly E[];
}

/** The state of a stream at a version. */
export interface Snapshot<State> {
  /** The state. */
  readonly state: State;
  /** Number of events that the state rests on. */
  readonly version: number;
}
