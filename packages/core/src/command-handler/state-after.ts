/** The state after an append of the handler's own. */

import { OutcomeUnknownError } from "../errors/faults.ts";
import type { Event } from "../events/event.ts";
import type { AppendResult } from "../store/append-result.ts";
import type { Snapshot } from "../store/evolution.ts";
import { catchUp, type StateSource } from "../store/read-state.ts";

/**
 * Adds the appended events to the state that they were decided on. Only if the append was merged over events that the
 * decision did not see, the stream is read.
 *
 * @throws OutcomeUnknownError if that fails: the events were appended, and the caller must not take the error for the opposite.
 */
export async function stateAfter<E extends Event, State>(
  source: StateSource<E, State>,
  decisionSnapshot: Snapshot<State>,
  events: readonly E[],
  { firstVersion, lastVersion, eventIds }: AppendResult,
): Promise<Snapshot<State>> {
  const { streamId, evolution } = source;
  try {
    if (firstVersion - 1 === decisionSnapshot.version) {
      const state = events.map(asStored).reduce(evolution.evolve, decisionSnapshot.state);
      return { state, version: lastVersion };
    }
    const { state, version } = await catchUp(source, decisionSnapshot, { lastVersion });
    return { state, version };
  } catch (cause) {
    throw new OutcomeUnknownError(
      `the events were appended to stream '${streamId}' at versions ${firstVersion} to ${lastVersion}, but the state after ` +
        "them could not be made; appending them again with the same ids is safe",
      { cause, streamId, eventIds },
    );
  }
}

/** The event as it is read back: the state must not depend on whether the event was read or has just been made. */
function asStored<E extends Event>(event: E): E {
  return { ...event, data: JSON.parse(JSON.stringify(event.data)) as E["data"] };
}
