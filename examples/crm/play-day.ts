/** Plays the recorded day on an event store. All users write at the same time. */

import { setTimeout } from "node:timers/promises";

import {
  createCommandHandler,
  createEventStore,
  isTruceError,
  type AppendResult,
  type ConflictError,
  type ConflictRules,
  type RecordedEvent,
  type RuleSet,
} from "@truce/core";
import type { StorageAdapter } from "@truce/core/adapter";

import type { ClientEvent } from "./domain/client.ts";
import { clientDecider, clientStream } from "./domain/client-decider.ts";
import { recordedDay, type RecordedCommand } from "./recorded-day.ts";
import { createReplayOrder } from "./replay-order.ts";

export interface PlayedCommand extends RecordedCommand {
  /** One error for each time the store refused the command. */
  readonly refusals: readonly ConflictError[];
  /** The answer when it was accepted. */
  readonly result: AppendResult;
}

export interface PlayedDay {
  /** In the order of the recording. */
  readonly commands: readonly PlayedCommand[];
  /** The store's whole log, by position. */
  readonly log: readonly RecordedEvent<ClientEvent>[];
  readonly ruleSets: readonly RuleSet[];
}

/** The longest time that a user waits before saving, in milliseconds. */
const MAX_PAUSE = 6;

/**
 * @param adapter - An empty storage.
 * @param rules - Without rules the store refuses every command whose user did not see the client's latest version.
 */
export async function playDay(adapter: StorageAdapter, rules?: ConflictRules): Promise<PlayedDay> {
  const store = createEventStore<ClientEvent>({ adapter, rules });
  const handle = createCommandHandler({ store, decider: clientDecider, streamId: clientStream });
  const order = createReplayOrder(recordedDay);
  const played = new Map<RecordedCommand, PlayedCommand>();

  /** If the store refuses the command, the user looks at what has changed and saves again. */
  async function save(recorded: RecordedCommand): Promise<PlayedCommand> {
    const refusals: ConflictError[] = [];
    let expectedVersion = recorded.saw;
    for (;;) {
      await setTimeout(Math.random() * MAX_PAUSE);
      try {
        const result = await handle(recorded.client, recorded.command, { expectedVersion });
        if (result.kind === "nothing") throw new Error(`${recorded.command.type} led to no event`);
        return { ...recorded, refusals, result };
      } catch (error) {
        if (!isTruceError(error, "conflict")) throw error;
        refusals.push(error);
        expectedVersion = error.actualVersion;
      }
    }
  }

  async function playUser(commands: readonly RecordedCommand[]): Promise<void> {
    for (const recorded of commands) {
      await order.turnOf(recorded);
      played.set(recorded, await save(recorded));
      order.saved(recorded);
    }
  }

  const byUser = Map.groupBy(recordedDay, ({ user }) => user);
  await Promise.all([...byUser.values()].map(playUser));
  return {
    commands: recordedDay.flatMap((recorded) => played.get(recorded) ?? []),
    log: await Array.fromAsync(store.readAll()),
    ruleSets: await Array.fromAsync(store.readRuleSets()),
  };
}
