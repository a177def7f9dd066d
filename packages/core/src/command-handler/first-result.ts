/** The result for a command that was handled before: what it led to the first time. */

import type { Event } from "../events/event.ts";
import type { AppendResult } from "../store/append-result.ts";
import type { Snapshot } from "../store/evolution.ts";
import { initialOf, type StateSource } from "../store/read-state.ts";
import { upcast } from "../upcasters/upcast.ts";

/** The versions of the command's events. */
export interface Versions {
  readonly firstVersion: number;
  readonly lastVersion: number;
}

/** The first result: the append, the state before its events, and the state after them. */
export interface FirstResult<State> extends AppendResult {
  readonly decisionSnapshot: Snapshot<State>;
  readonly snapshot: Snapshot<State>;
}

/** Reads the stream up to the command's last event: later events do not change the result. */
export async function firstResult<E extends Event, State>(
  source: StateSource<E, State>,
  { firstVersion, lastVersion }: Versions,
): Promise<FirstResult<State>> {
  const { store, streamId, evolution } = source;
  let { state, version } = initialOf(source);
  let decisionSnapshot = { state, version };
  let position = 0;
  const eventIds: string[] = [];
  for await (const stored of store.adapter.readStream(streamId, { beforeVersion: lastVersion + 1 })) {
    if (stored.version === firstVersion) decisionSnapshot = { state, version };
    if (stored.version >= firstVersion) eventIds.push(stored.id);
    for (const event of upcast(store.upcasters, stored))
      state = evolution.evolve(state, event as unknown as E);
    ({ version, position } = stored);
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
