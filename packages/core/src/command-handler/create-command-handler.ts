/** The command handler: decides on the current state, and lets the rules judge what the user had not seen. */

import { ContentionError } from "../errors/faults.ts";
import { refusalError } from "../store/refusal-errors.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import type { AppendResult, Refusal } from "../store/append-result.ts";
import type { EventStore } from "../store/event-store.ts";
import { checkReadStateOptions } from "../store/check-snapshot.ts";
import type { ReadStateOptions, Snapshot } from "../store/evolution.ts";
import {
  catchUp,
  checkNotAhead,
  readState,
  type ReadState,
  type StateSource,
  type Watch,
} from "../store/read-state.ts";
import { pause, retryFrom, type RetryOptions } from "../waiting/retry.ts";
import { commandEventId, markEvents } from "./command-id.ts";
import { conflictBehind } from "./conflict-behind.ts";
import { decide } from "./decide.ts";
import type { Decider } from "./decider.ts";
import { firstResult, type Versions } from "./first-result.ts";
import { checkHandleOptions, type HandleOptions } from "./handle-options.ts";
import { readKept, stateText, type KeptRead } from "./kept-snapshots.ts";
import { checkSnapshotOptions, type SnapshotOptions } from "./snapshot-options.ts";
import { stateAfter } from "./state-after.ts";

/** The options of a command handler. */
export interface CommandHandlerOptions<Command, E extends Event, State> {
  /** The event store. */
  readonly store: EventStore<E>;
  /** The decider for the commands. */
  readonly decider: Decider<Command, E, State>;
  /** The stream id for the id of an entity, which the handler is called with. */
  readonly streamId: (id: string) => string;
  /** How often a command is decided again because its decision was out of date. The default is 10 attempts. */
  readonly retry?: RetryOptions | undefined;
  /**
   * Keeps snapshots of states, so that long streams are not read from the beginning. A snapshot that is out of date is
   * ignored: results are the same as without snapshots. The state must be plain JSON.
   */
  readonly snapshots?: SnapshotOptions | undefined;
}

/** What a command led to. */
export type CommandResult<State> = (AppendResult | NothingDecided) & {
  /** The state that the decision was made on. For a `duplicate`: the state before the events of the first attempt. */
  readonly decisionSnapshot: Snapshot<State>;
  /** The state after the command's last event. It can be shown, and passed as `snapshot` to the next call. */
  readonly snapshot: Snapshot<State>;
  /** How often the command was decided; 0 if it had already been handled. */
  readonly attempts: number;
};

/** The decider returned no events, so nothing was appended. */
export interface NothingDecided {
  /** The kind of result. */
  readonly kind: "nothing";
  /** The stream of the entity. */
  readonly streamId: string;
}

/** Handles commands of one kind of entity. */
export interface CommandHandler<Command, State> {
  /**
   * Decides on a command and appends its events.
   *
   * @throws What `decide` throws; but if the user had not seen the latest events and the rules find a conflict with them,
   * ConflictError (code `conflict`) with that error as its cause. What `EventStore.append` throws. ContentionError (code
   * `contention`), with the last refusal as its cause, if another append came first in every attempt.
   */
  (id: string, command: Command, options?: HandleOptions<State>): Promise<CommandResult<State>>;

  /**
   * The current state of an entity and its version, as `EventStore.readState` gives them.
   */
  load(id: string, options?: ReadStateOptions<State>): Promise<Snapshot<State>>;
}

const DEFAULT_ATTEMPTS = 10;

/**
 * Creates a command handler.
 *
 * Merging protects intentions, not invariants: the decision is made on the current state, but the append can still be merged
 * over events that were committed after the decision. If two compatible events together can break an invariant, handle
 * the command with `requireCurrent`.
 *
 * @throws InvalidInputError for an invalid option, or if snapshots are to be kept and JSON cannot carry the initial state.
 *
 * @example
 * ```ts
 * const handle = createCommandHandler({ store, decider, streamId: (id) => `client-${id}` });
 * await handle("42", { type: "UpgradeClientValue", to: 50_000 }, { expectedVersion: 3, commandId: "7c9e" });
 * const { state, version } = await handle.load("42");
 * ```
 */
export function createCommandHandler<Command, const E extends Event, State>(
  options: CommandHandlerOptions<Command, E, State>,
): CommandHandler<Command, State> {
  const { store, decider } = options;
  const retry = retryFrom(options.retry, DEFAULT_ATTEMPTS);
  const snapshots = options.snapshots && checkSnapshotOptions(options.snapshots, store.adapter);
  if (snapshots) stateText(decider.initialState(), "options.decider.initialState()");

  /** A snapshot of the caller comes before one that is kept. */
  async function read(
    source: StateSource<E, State>,
    snapshot: Snapshot<State> | undefined,
    watch: Watch = {},
  ): Promise<KeptRead<State>> {
    if (snapshots && !snapshot) return await readKept(snapshots, source, watch);
    return { read: await readState(source, snapshot, watch), save: () => undefined };
  }

  async function handle(
    id: string,
    command: Command,
    handleOptions?: HandleOptions<State>,
  ): Promise<CommandResult<State>> {
    const checked = checkHandleOptions(handleOptions, decider.initialState);
    const { expectedVersion, commandId, snapshot } = checked;
    const streamId = options.streamId(id);
    const source = { store, streamId, evolution: decider };
    const watch: Watch = {
      seenVersion: typeof expectedVersion === "number" ? expectedVersion : undefined,
      eventId: commandId === undefined ? undefined : commandEventId(streamId, commandId, 0),
    };
    const { read: loaded, save } = await read(source, snapshot, watch);
    try {
      return await handleLoaded(source, command, checked, watch, loaded);
    } finally {
      save();
    }
  }

  async function handleLoaded(
    source: StateSource<E, State>,
    command: Command,
    checked: HandleOptions<State>,
    watch: Watch,
    first: ReadState<State>,
  ): Promise<CommandResult<State>> {
    const { streamId } = source;
    const { expectedVersion, commandId, requireCurrent } = checked;
    let loaded = first;
    for (let attempts = 1; ; attempts++) {
      if (loaded.found) {
        return { ...(await firstResult(source, versionsOf(loaded.found))), attempts: attempts - 1 };
      }
      if (watch.seenVersion !== undefined) checkNotAhead(streamId, watch.seenVersion, loaded.version);
      const decided = await decideOrConflict(options, streamId, command, loaded, watch.seenVersion);
      const decisionSnapshot = { state: loaded.state, version: loaded.version };
      if (decided.length === 0) {
        return { kind: "nothing", streamId, decisionSnapshot, snapshot: decisionSnapshot, attempts };
      }

      const events = markEvents(streamId, decided, checked);
      const answer = await store.tryAppend(streamId, events, {
        expectedVersion: expectedVersion ?? loaded.version,
        decisionVersion: requireCurrent ? loaded.version : undefined,
      });
      if (commandId !== undefined && (answer.kind === "duplicate" || answer.kind === "id-reused")) {
        // Another copy of the command was appended first. It may have decided on other events, so its events are read.
        loaded = await catchUp(source, loaded, watch);
        if (loaded.found) return { ...(await firstResult(source, versionsOf(loaded.found))), attempts };
      }
      if (answer.kind === "duplicate") return { ...(await firstResult(source, answer)), attempts };
      if (isAppended(answer)) {
        return {
          ...answer,
          decisionSnapshot,
          snapshot: await stateAfter(source, decisionSnapshot, events, answer),
          attempts,
        };
      }
      if (!isWorthDecidingAgain(answer, expectedVersion !== undefined)) throw refusalError(answer);
      if (attempts === retry.attempts) {
        throw new ContentionError(streamId, attempts, { cause: refusalError(answer) });
      }
      await pause(retry, attempts);
      loaded = await catchUp(source, loaded, watch);
    }
  }

  return Object.assign(handle, {
    load: async (id: string, loadOptions?: ReadStateOptions<State>) => {
      const { snapshot } = checkReadStateOptions(loadOptions, decider.initialState);
      const source = { store, streamId: options.streamId(id), evolution: decider };
      const { read: loaded, save } = await read(source, snapshot);
      save();
      return { state: loaded.state, version: loaded.version };
    },
  });
}

/** @throws What `decide` throws, or the conflict behind it if the user had not seen the latest events. */
async function decideOrConflict<Command, E extends Event, State>(
  { store, decider }: CommandHandlerOptions<Command, E, State>,
  streamId: string,
  command: Command,
  loaded: ReadState<State>,
  seenVersion: number | undefined,
): Promise<readonly E[]> {
  try {
    return decide(decider, command, loaded.state);
  } catch (error) {
    if (seenVersion === undefined || seenVersion === loaded.version) throw error;
    const refused = { store, decider, streamId, command, loaded, expectedVersion: seenVersion };
    throw await conflictBehind(error, refused);
  }
}

/** The versions of the append that begins with this event. */
function versionsOf({ version, provenance }: Pick<RecordedEvent, "version" | "provenance">): Versions {
  return { firstVersion: version, lastVersion: version + provenance.append.count - 1 };
}

function isAppended(answer: AppendResult | Refusal): answer is AppendResult {
  return answer.kind === "appended" || answer.kind === "merged";
}

/** True for a stale decision, and for a conflict if no user expected a version: a user has to see what it conflicts with. */
function isWorthDecidingAgain(refusal: Refusal, isPinned: boolean): boolean {
  return refusal.kind === "stale-decision" || (refusal.kind === "conflict" && !isPinned);
}
