/** The command handler: decides on fresh state, and lets the rules judge what the user had not seen. */

import { ContentionError } from "../errors/faults.ts";
import { refusalError } from "../errors/refusals.ts";
import type { Event } from "../events/event.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import { checkExpectedVersion } from "../input/check-append.ts";
import type { AppendResult, Refusal } from "../store/append-result.ts";
import type { EventStore } from "../store/event-store.ts";
import { pause, retryFrom, type RetryOptions } from "../store/retry.ts";
import type { Decider, Snapshot } from "./decider.ts";
import { catchUp, checkNotAhead, checkSnapshot } from "./load.ts";

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

/** What a command led to. */
export type CommandResult<State> = (AppendResult | NothingDecided) & {
  /** The state that was decided on: a snapshot to start from next time. */
  readonly decidedOn: Snapshot<State>;
  /** How often the command was decided. */
  readonly attempts: number;
};

/** The decider had no events for the command, so nothing was appended. */
export interface NothingDecided {
  readonly kind: "nothing";
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
export function createCommandHandler<Command, E extends Event, State>(
  options: CommandHandlerOptions<Command, E, State>,
): CommandHandler<Command, State> {
  const { store, decider } = options;
  const retry = retryFrom(options.retry, DEFAULT_ATTEMPTS);

  return async (id, command, { expectedVersion, snapshot, revalidate = false } = {}) => {
    const streamId = options.streamId(id);
    const pinned = expectedVersion !== undefined;
    if (pinned) checkExpectedVersion(expectedVersion, "options.expectedVersion");
    if (snapshot) await checkSnapshot(store, streamId, snapshot);

    let decidedOn = snapshot ?? { state: decider.initialState, version: 0 };
    for (let attempts = 1; ; attempts++) {
      decidedOn = await catchUp(store, streamId, decider, decidedOn);
      if (typeof expectedVersion === "number") checkNotAhead(streamId, expectedVersion, decidedOn.version);
      const events = decider.decide(command, decidedOn.state);
      if (events.length === 0) return { kind: "nothing", streamId, decidedOn, attempts };

      const answer = await store.tryAppend(streamId, events, {
        expectedVersion: expectedVersion ?? decidedOn.version,
        decidedAt: revalidate ? decidedOn.version : undefined,
      });
      if (isAppended(answer)) return { ...answer, decidedOn, attempts };
      if (!isWorthDecidingAgain(answer, pinned)) throw refusalError(answer);
      if (attempts === retry.attempts) {
        throw new ContentionError(streamId, attempts, { cause: refusalError(answer) });
      }
      await pause(retry, attempts);
    }
  };
}

function isAppended(answer: AppendResult | Refusal): answer is AppendResult {
  return answer.kind === "appended" || answer.kind === "merged" || answer.kind === "duplicate";
}

/** A stale decision always is; a conflict only where no user had to see what it conflicts with. */
function isWorthDecidingAgain(refusal: Refusal, pinned: boolean): boolean {
  return refusal.kind === "stale-decision" || (refusal.kind === "conflict" && !pinned);
}
