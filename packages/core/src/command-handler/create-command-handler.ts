/** The command handler: decides on fresh state, and lets the rules judge what the user had not seen. */

import { ContentionError } from "../errors/faults.ts";
import { refusalError } from "../errors/refusals.ts";
import type { Event } from "../events/event.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { checkExpectedVersion, checkObject, refuseUnknownKeys } from "../input/check-values.ts";
import type { AppendResult, Refusal } from "../store/append-result.ts";
import type { EventStore } from "../store/event-store.ts";
import { pause, retryFrom, type RetryOptions } from "../store/retry.ts";
import type { Decider, Snapshot } from "./decider.ts";
import { catchUp, catchUpFromSnapshot, checkNotAhead } from "./load.ts";

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

/** How one command is handled. */
export interface HandleOptions<State> {
  /**
   * What the user saw. The rules judge everything after it, and a conflict is the user's to resolve: it is thrown, not
   * retried. Left out, the version is the one that the handler itself has just read, and on a conflict it reads and
   * decides again.
   */
  readonly expectedVersion?: ExpectedVersion | undefined;
  /** A state to start from instead of the initial one. The caller keeps it; a result's `decidedOn` is one. */
  readonly snapshot?: Snapshot<State> | undefined;
  /** Refuses to merge over events that the decision did not see, and decides again instead: for invariants. */
  readonly revalidate?: boolean | undefined;
}

/** What a command led to. To try one again safely, let `decide` give its events ids that follow from the command. */
export type CommandResult<State> = (AppendResult | NothingDecided) & {
  /** The state that was decided on: a snapshot to start from next time. */
  readonly decidedOn: Snapshot<State>;
  /** How often the command was decided. */
  readonly attempts: number;
};

/** The decider had no events for the command, so nothing was appended. */
export interface NothingDecided {
  /** Tells it from an append. */
  readonly kind: "nothing";
  /** The stream that was decided on. */
  readonly streamId: string;
}

/**
 * Handles commands of one kind of entity.
 *
 * @throws Whatever `decide` throws, and what `EventStore.append` throws. ContentionError (code `contention`), with the
 * last refusal as its cause, if others were faster every time.
 */
export type CommandHandler<Command, State> = (
  id: string,
  command: Command,
  options?: HandleOptions<State>,
) => Promise<CommandResult<State>>;

const DEFAULT_ATTEMPTS = 10;

/**
 * Creates a command handler.
 *
 * Merging protects intentions, not invariants: the decision is made on fresh state, yet an append can still be merged
 * over events that arrived after it. Where two compatible events together could break a rule of the business, handle
 * the command with `revalidate`.
 *
 * @example
 * ```ts
 * const handle = createCommandHandler({ store, decider, streamId: (id) => `client-${id}` });
 * await handle("42", { type: "UpgradeClientValue", to: 50_000 }, { expectedVersion: 3 });
 * ```
 */
export function createCommandHandler<Command, const E extends Event, State>(
  options: CommandHandlerOptions<Command, E, State>,
): CommandHandler<Command, State> {
  const { store, decider } = options;
  const retry = retryFrom(options.retry, DEFAULT_ATTEMPTS);

  return async (id, command, handleOptions) => {
    const { expectedVersion, snapshot, revalidate } = checkHandleOptions(handleOptions);
    const streamId = options.streamId(id);
    let decidedOn = snapshot
      ? await catchUpFromSnapshot(store, streamId, decider, snapshot)
      : await catchUp(store, streamId, decider, { state: decider.initialState(), version: 0 });
    for (let attempts = 1; ; attempts++) {
      if (typeof expectedVersion === "number") checkNotAhead(streamId, expectedVersion, decidedOn.version);
      const events = decide(decider, command, decidedOn.state);
      if (events.length === 0) return { kind: "nothing", streamId, decidedOn, attempts };

      const answer = await store.tryAppend(streamId, events, {
        expectedVersion: expectedVersion ?? decidedOn.version,
        decidedAt: revalidate ? decidedOn.version : undefined,
      });
      if (isAppended(answer)) return { ...answer, decidedOn, attempts };
      if (!isWorthDecidingAgain(answer, expectedVersion !== undefined)) throw refusalError(answer);
      if (attempts === retry.attempts) {
        throw new ContentionError(streamId, attempts, { cause: refusalError(answer) });
      }
      await pause(retry, attempts);
      decidedOn = await catchUp(store, streamId, decider, decidedOn);
    }
  };
}

function checkHandleOptions<State>(options: HandleOptions<State> | undefined): HandleOptions<State> {
  const { expectedVersion, snapshot, revalidate = false, ...unknown } = checkObject(options, "options");
  refuseUnknownKeys(unknown, "options");
  return {
    expectedVersion:
      expectedVersion === undefined
        ? undefined
        : checkExpectedVersion(expectedVersion, "options.expectedVersion"),
    snapshot: snapshot as Snapshot<State> | undefined,
    revalidate: Boolean(revalidate),
  };
}

/** @throws InvalidInputError where the decider gives no list of events, but a promise, say. */
function decide<Command, E extends Event, State>(
  decider: Decider<Command, E, State>,
  command: Command,
  state: State,
): readonly E[] {
  const events: unknown = decider.decide(command, state);
  if (Array.isArray(events)) return events as readonly E[];
  // Nobody else will look at the promise: its failure must not end the process.
  if (events instanceof Promise) events.catch(() => undefined);
  throw new InvalidInputError(
    "decide",
    "must return a list of events, at once: an empty one where nothing changes",
  );
}

function isAppended(answer: AppendResult | Refusal): answer is AppendResult {
  return answer.kind === "appended" || answer.kind === "merged" || answer.kind === "duplicate";
}

/** A stale decision always is; a conflict only where no user had to see what it conflicts with. */
function isWorthDecidingAgain(refusal: Refusal, isPinned: boolean): boolean {
  return refusal.kind === "stale-decision" || (refusal.kind === "conflict" && !isPinned);
}
