/** The answer to a command that was handled before: what it led to the first time. */

import type { Event } from "../events/event.ts";
import type { AppendResult } from "../store/append-result.ts";
import type { Snapshot } from "../store/evolution.ts";
import { initialOf, type StateSource } from "../store/read-state.ts";

/** The versions of the events that the command led to. */
export interface Versions {
  readonly firstVersion: number;
  readonly lastVersion: number;
}

/** The first answer: the append, the state that its events were added to, and the state after them. */
export interface FirstAnswer<State> extends AppendResult {
  readonly decisionSnapshot: Snapshot<State>;
  readonly snapshot: Snapshot<State>;
}

/** Reads the stream up to the command's last event; what came later has no part in the answer. */
export async function firstAnswer<E extends Event, State>(
  source: StateSource<E, State>,
  { firstVersion, lastVersion }: Versions,
): Promise<FirstAnswer<State>> {
  const { store, streamId, evolution } = source;
  let { state, version } = initialOf(source);
  let decisionSnapshot = { state, version };
  let position = 0;
  const eventIds: string[] = [];
  for await (const event of store.readStream(streamId, { beforeVersion: lastVersion + 1 })) {
    if (event.version === firstVersion) decisionSnapshot = { state, version };
    if (event.version >= firstVersion) eventIds.push(event.id);
    state = evolution.evolve(state, event as unknown as E);
    ({ version, position } = event);
  }
  return {
    kind: "duplicate",
    streamId,
    firstVersion,
    lastVersion,
    position,
    mergedOver: 0,
    eventIds,
    checked: null,
    decisionSnapshot,
    snapshot: { state, version },
  };
}
