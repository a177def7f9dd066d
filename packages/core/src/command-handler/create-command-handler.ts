/** The command handler: decides on fresh state, and lets the rules judge what the user had not seen. */

import { ContentionError } from "../errors/faults.ts";
import { refusalError } from "../store/refusal-errors.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import type { AppendResult, Refusal } from "../store/append-result.ts";
import type { EventStore } from "../store/event-store.ts";
import type { ReadStateOptions, Snapshot } from "../store/evolution.ts";
import { catchUp, checkNotAhead, readState, type ReadState, type Watch } from "../store/read-state.ts";
import { pause, retryFrom, type RetryOptions } from "../store/retry.ts";
import { commandEventId, markEvents } from "./command-id.ts";
import { conflictBehind } from "./conflict-behind.ts";
import { decide } from "./decide.ts";
import type { Decider } from "./decider.ts";
import { firstAnswer, type Versions } from "./first-answer.ts";
import { checkHandleOptions, type HandleOptions } from "./handle-options.ts";
import { stateAfter } from "./state-after.ts";

/** What a command handler is made of. */
export interface CommandHandlerOptions<Command, E extends Event, State> {
  /** Where the events are kept. */
  readonly store: EventStore<E>;
  /** What is decided, and on what state. */
  readonly decider: Decider<Command, E, State>;
  /** The stream of an entity, by the id that the handler is called with. */
  readonly streamId: (id: string) => string;
  /** How often a command is decided again when its decision came too late; 10 attempts unless set. */
  readonly retry?: RetryOptions | undefined;
}

/** What a command led to. */
export type CommandResult<State> = (AppendResult | NothingDecided) & {
  /** The state that was decided on. For a `duplicate`, the state that the first try's events were added to. */
  readonly decisionSnapshot: Snapshot<State>;
  /** The state after the command's last event: to show, and to start from next time. */
  readonly snapshot: Snapshot<State>;
  /** How often the command was decided; 0 if it was found to have been handled before. */
  readonly attempts: number;
};

/** The decider had no events for the command, so nothing was appended. */
export interface NothingDecided {
  /** Distinguishes it from an append. */
  readonly kind: "nothing";
  /** The stream that was decided on. */
  readonly streamId: string;
}

/** Handles commands of one kind of entity. */
export interface CommandHandler<Command, State> {
  /**
   * Decides on a command and appends its events.
   *
   * @throws What `decide` throws, unless the user was behind and the rules see a conflict in what the user missed: then
   * ConflictError (code `conflict`) with that error as its cause. What `EventStore.append` throws. ContentionError (code
   * `contention`), with the last refusal as its cause, if others were faster every time.
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
 * Merging protects intentions, not invariants: the decision is made on fresh state, yet an append can still be merged
 * over events that arrived after it. If two compatible events together could break a rule of the business, handle
 * the command with `requireCurrent`.
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

  async function handle(
    id: string,
    command: Command,
    handleOptions?: HandleOptions<State>,
  ): Promise<CommandResult<State>> {
    const checked = checkHandleOptions(handleOptions, decider.initialState);
    const { expectedVersion, commandId, snapshot, requireCurrent } = checked;
    const streamId = options.streamId(id);
    const source = { store, streamId, evolution: decider };
    const watch: Watch = {
      seenVersion: typeof expectedVersion === "number" ? expectedVersion : undefined,
      eventId: commandId === undefined ? undefined : commandEventId(streamId, commandId, 0),
    };

    let loaded = await readState(source, snapshot, watch);
    for (let attempts = 1; ; attempts++) {
      if (loaded.found) {
        return { ...(await firstAnswer(source, versionsOf(loaded.found))), attempts: attempts - 1 };
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
        // Another copy of the command was faster. It may have decided on other events, so what it wrote is read.
        loaded = await catchUp(source, loaded, watch);
        if (loaded.found) return { ...(await firstAnswer(source, versionsOf(loaded.found))), attempts };
      }
      if (answer.kind === "duplicate") return { ...(await firstAnswer(source, answer)), attempts };
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
    load: async (id: string, loadOptions?: ReadStateOptions<State>) =>
      await store.readState(options.streamId(id), decider, loadOptions),
  });
}

/** @throws The error of the domain, or the conflict behind it if the user was behind. */
async function decideOrConflict<Command, E extends Event, State>(
  { store, decider }: CommandHandlerOptions<Command, E, State>,
  streamId: string,
  command: Command,
  loaded: ReadState<E, State>,
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

/** The versions of an append, by its first event. */
function versionsOf({ version, provenance }: Pick<RecordedEvent, "version" | "provenance">): Versions {
  return { firstVersion: version, lastVersion: version + provenance.append.count - 1 };
}

function isAppended(answer: AppendResult | Refusal): answer is AppendResult {
  return answer.kind === "appended" || answer.kind === "merged";
}

/** A stale decision always is; a conflict only if there is no user who has to see what it conflicts with. */
function isWorthDecidingAgain(refusal: Refusal, isPinned: boolean): boolean {
  return refusal.kind === "stale-decision" || (refusal.kind === "conflict" && !isPinned);
}
