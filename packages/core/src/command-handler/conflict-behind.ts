/** Finds the conflict behind an error of `decide`, if the user had not seen the latest events. */

import { ConflictError } from "../store/refusal-errors.ts";
import type { Event } from "../events/event.ts";
import { checkEvents } from "../input/check-append.ts";
import { conflictRefusal } from "../store/to-result.ts";
import type { EventStore } from "../store/event-store.ts";
import { judgeWindow } from "../store/judge-window.ts";
import { judgeFor } from "../store/store-context.ts";
import { readState, type ReadState } from "../store/read-state.ts";
import { decide } from "./decide.ts";
import type { Decider } from "./decider.ts";

const NO_LIMITS = { maxEvents: Infinity, maxEventBytes: Infinity, maxAppendBytes: Infinity };

/** A command that `decide` refused on the current state. */
export interface RefusedCommand<Command, E extends Event, State> {
  readonly store: EventStore<E>;
  readonly decider: Decider<Command, E, State>;
  readonly streamId: string;
  readonly command: Command;
  /** The state that it was refused on. */
  readonly loaded: ReadState<State>;
  /** The version that the user saw. It is below the version of the state. */
  readonly expectedVersion: number;
}

/**
 * Decides on the state that the user saw, and lets the rules judge the result against the events committed since then.
 *
 * @param domainError - What `decide` threw on the current state.
 * @returns A conflict with the domain error as its cause; or the domain error, if the rules find no conflict or the command
 * was not possible on the older state either.
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
    // The command was not possible on the state that the user saw either, so the events since then are not the reason.
    return domainError;
  }
  if (events.length === 0) return domainError;

  const incoming = checkEvents(events, NO_LIMITS).map(({ matchable }) => matchable);
  const { verdict, count } = await judgeWindow(store.adapter, judgeFor(store, streamId, incoming), {
    streamId,
    afterVersion: expectedVersion,
    lastVersion: loaded.version,
  });
  if (verdict.kind === "compatible") return domainError;
  const refusal = conflictRefusal({ streamId, expectedVersion }, loaded.version, verdict.pairs, count);
  return new ConflictError(refusal, { cause: domainError });
}
