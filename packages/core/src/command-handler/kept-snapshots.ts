/**
 * Reads states from snapshots that are kept, and keeps new ones.
 *
 * WHY NO WRONG STATE IS USED: a snapshot is used only if the same version of the decider made it, and if the stream still has
 * the append that the snapshot's last event came in, at the same version. The ids of appends are never used twice, so the
 * events before that one are the same too. In every other case the stream is read from its first event.
 */

import type { StoredSnapshot } from "../adapter/snapshot-store.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { Event } from "../events/event.ts";
import { toJson } from "../input/to-json.ts";
import type { Snapshot } from "../store/evolution.ts";
import {
  catchUpFromSnapshot,
  readState,
  type ReadState,
  type StateSource,
  type Watch,
} from "../store/read-state.ts";
import type { ReadEffort, SnapshotSettings } from "./snapshot-options.ts";

/** A state, and what to do when the answer has been given. */
export interface KeptRead<State> {
  readonly read: ReadState<State>;
  /** Saves a snapshot if one is due. Never throws, and is not waited for. */
  readonly save: () => void;
}

/** What was loaded. */
interface Loaded<State> {
  readonly stored: StoredSnapshot | null;
  /** Undefined if there is no snapshot of this version of the decider. */
  readonly snapshot: (Snapshot<State> & { readonly appendId: string }) | undefined;
}

/** Reads the state of a stream, from the snapshot that is kept if it can be trusted. */
export async function readKept<E extends Event, State>(
  settings: SnapshotSettings,
  source: StateSource<E, State>,
  watch: Watch,
): Promise<KeptRead<State>> {
  const start = performance.now();
  const loaded = await load<State>(settings, source.streamId);
  const continued = loaded?.snapshot && (await catchUpFromSnapshot(source, loaded.snapshot, watch));
  const read = continued?.isContinued ? continued.read : await readState(source, undefined, watch);
  if (!loaded) return { read, save: () => undefined };

  const from = continued?.isContinued ? (loaded.snapshot?.version ?? 0) : 0;
  const effort = { events: read.version - from, milliseconds: performance.now() - start };
  // The text is made now, because the decider or the caller can change the state later.
  const due = dueSnapshot(settings, read, effort);
  return { read, save: () => due && void save(settings, source.streamId, due, loaded.stored) };
}

/** @returns Undefined if it could not be loaded. */
async function load<State>(
  { store, name, version, onError }: SnapshotSettings,
  streamId: string,
): Promise<Loaded<State> | undefined> {
  try {
    const stored = await store.load({ streamId, name });
    if (stored?.deciderVersion !== version) return { stored, snapshot: undefined };
    const state = JSON.parse(stored.state) as State;
    return { stored, snapshot: { state, version: stored.version, appendId: stored.appendId } };
  } catch (error) {
    onError(error);
    return undefined;
  }
}

function dueSnapshot(
  { version: deciderVersion, due, onError }: SnapshotSettings,
  { state, version, appendId }: Snapshot<unknown> & { readonly appendId: string | undefined },
  effort: ReadEffort,
): StoredSnapshot | undefined {
  try {
    if (appendId === undefined || effort.events === 0 || !due(effort)) return undefined;
    return { deciderVersion, version, appendId, state: stateText(state, "state") };
  } catch (error) {
    onError(error);
    return undefined;
  }
}

async function save(
  { store, name, onError }: SnapshotSettings,
  streamId: string,
  snapshot: StoredSnapshot,
  replaces: StoredSnapshot | null,
): Promise<void> {
  try {
    await store.save({ streamId, name }, snapshot, replaces);
  } catch (error) {
    onError(error);
  }
}

/**
 * A state as JSON text.
 *
 * @param path - The place of the state, for the error.
 * @throws InvalidInputError at the first place that JSON would change: a Map, a Date or another class instance, for example.
 */
export function stateText(state: unknown, path: string): string {
  try {
    return JSON.stringify(toJson(state, path));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(error.path, `${error.problem} (snapshots are kept as JSON)`);
  }
}
