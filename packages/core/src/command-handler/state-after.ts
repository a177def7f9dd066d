/** The state after the events that the handler appended. */

import { OutcomeUnknownError } from "../errors/faults.ts";
import type { Event } from "../events/event.ts";
import type { AppendResult } from "../store/append-result.ts";
import type { Snapshot } from "../store/evolution.ts";
import { catchUp, type StateSource } from "../store/read-state.ts";

/**
 * Adds the appended events to the state that they were decided on. The stream is read only if the append was merged over
 * events that the decision did not see.
 *
 * @throws OutcomeUnknownError if that fails, so that the caller does not take the error for a failed append.
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
        "them could not be computed; appending them again with the same ids is safe",
      { cause, streamId, eventIds },
    );
  }
}

/** The event as it would be read back: the state must be the same whether the event was read or has just been decided. */
function asStored<E extends Event>(event: E): E {
  return { ...event, data: JSON.parse(JSON.stringify(event.data)) as E["data"] };
}
