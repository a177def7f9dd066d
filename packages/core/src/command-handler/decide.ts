/** Calls the decider. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { Event } from "../events/event.ts";
import type { Decider } from "./decider.ts";

/** @throws InvalidInputError if the decider does not return a list (but a promise, for example); or what `decide` throws. */
export function decide<Command, E extends Event, State>(
  decider: Decider<Command, E, State>,
  command: Command,
  state: State,
): readonly E[] {
  const events: unknown = decider.decide(command, state);
  if (Array.isArray(events)) return events as readonly E[];
  // If the promise rejects, an unhandled rejection must not end the process.
  if (events instanceof Promise) events.catch(() => undefined);
  throw new InvalidInputError(
    "decide",
    "must return a list of events, not a promise; an empty list if nothing changes",
  );
}
