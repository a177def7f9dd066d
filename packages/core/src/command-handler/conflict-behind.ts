/** Finding the conflict behind an error of the domain: the user was behind, and decided on something else. */

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import { ConflictError } from "../store/refusal-errors.ts";
import type { Event } from "../events/event.ts";
import { checkEvents } from "../input/check-append.ts";
import { conflictRefusal } from "../store/to-result.ts";
import type { EventStore } from "../store/event-store.ts";
import { judgeWindow } from "../store/judge-window.ts";
import { readState, type ReadState } from "../store/read-state.ts";
import { decide } from "./decide.ts";
import type { Decider } from "./decider.ts";

const NO_LIMITS = { maxEvents: Infinity, maxEventBytes: Infinity, maxAppendBytes: Infinity };

/** A command that the decider refused on fresh state. */
export interface RefusedCommand<Command, E extends Event, State> {
  readonly store: EventStore<E>;
  readonly decider: Decider<Command, E, State>;
  readonly streamId: string;
  readonly command: Command;
  /** The state that it was refused on. */
  readonly loaded: ReadState<E, State>;
  /** The version that the user saw, below that of the state. */
  readonly expectedVersion: number;
}

/**
 * Decides on the state that the user saw, and lets the rules judge that against what was committed since.
 *
 * @param domainError - What `decide` threw on fresh state.
 * @returns A conflict with the domain error as its cause. If the rules see no conflict, or if the command was not
 * possible on the older state either, the domain error itself.
 */
export async function conflictBehind<Command, E extends Event, State>(
  domainError: unknown,
  { store, decider, streamId, command, loaded, expectedVersion }: RefusedCommand<Command, E, State>,
): Promise<unknown> {
  const source = { store, streamId, evolution: decider };
  const { state } = loaded.seen ?? (await readState(source, undefined, { lastVersion: expectedVersion }));
  let events: readonly E[];
  try {
    events = decide(decider, command, state);
  } catch {
    // The user's own version gave the command no chance either, so nothing that the user missed is to blame.
    return domainError;
  }
  if (events.length === 0) return domainError;

  const incoming = checkEvents(events, NO_LIMITS).map(({ matchable }) => matchable);
  const { verdict, count } = await judgeWindow(
    // What a store hands back is JSON, whatever the types of its events say.
    { adapter: store as unknown as Pick<StorageAdapter, "readStream">, rules: store.rules },
    { streamId, incoming, afterVersion: expectedVersion, lastVersion: loaded.version },
  );
  if (verdict.kind === "compatible") return domainError;
  const refusal = conflictRefusal({ streamId, expectedVersion }, loaded.version, verdict.pairs, count);
  return new ConflictError(refusal, { cause: domainError });
}
