/** The decider pattern: a state, how events change it, and which events a command leads to. */

import type { Event } from "../events/event.ts";
import type { Evolution } from "../store/evolution.ts";

/**
 * A decider, as Jérémie Chassaing named it ("Functional Event Sourcing Decider", 2021). All of its parts are pure.
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
export interface Decider<Command, E extends Event, State> extends Evolution<E, State> {
  /** The events that the command leads to; none if it changes nothing. Throws if the command is not allowed. */
  readonly decide: (command: Command, state: State) => readonly E[];
}
