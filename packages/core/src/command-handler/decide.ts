/** Asking the decider. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { Event } from "../events/event.ts";
import type { Decider } from "./decider.ts";

/** @throws InvalidInputError if the decider returns anything but a list, a promise for example; what `decide` throws. */
export function decide<Command, E extends Event, State>(
  decider: Decider<Command, E, State>,
  command: Command,
  state: State,
): readonly E[] {
  const events: unknown = decider.decide(command, state);
  if (Array.isArray(events)) return events as readonly E[];
  // If the promise rejects, the process must not end: there is no other handler for it.
  if (events instanceof Promise) events.catch(() => undefined);
  throw new InvalidInputError(
    "decide",
    "must return a list of events, at once: an empty one if nothing changes",
  );
}
