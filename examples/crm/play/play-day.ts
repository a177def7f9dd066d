/** Plays a recorded day against an event store: every user is a writer, and all of them write at the same time. */

import { setTimeout } from "node:timers/promises";

import {
  createCommandHandler,
  createEventStore,
  isTruceError,
  type AppendResult,
  type CommandHandler,
  type ConflictError,
  type ConflictRules,
  type RecordedEvent,
  type RuleSet,
  type StorageAdapter,
} from "@truce/core";
import type { ToldAppend } from "@truce/testkit/history";

import type { DayLine } from "../day/recorded-command.ts";
import { clientDecider, clientStream } from "../domain/client-decider.ts";
import type { ClientCommand } from "../domain/client-command.ts";
import type { ClientEvent } from "../domain/client-event.ts";
import type { Client } from "../domain/client.ts";
import { seededRandom, type SeededRandom } from "../seeded-random.ts";
import { createHistoryGate, type HistoryGate } from "./history-gate.ts";
import { nextDay } from "./next-day.ts";
import { witness } from "./witness.ts";

/** What became of one line of the day. */
export interface PlayedLine {
  readonly line: DayLine;
  /** One for each time that its user was interrupted. */
  readonly refusals: readonly ConflictError[];
  readonly result: AppendResult;
}

/** A day that was played, and all that it left behind. */
export interface PlayedDay {
  /** In the order of the file. */
  readonly lines: readonly PlayedLine[];
  /** What was left out of the file, and why: see `next-day.ts`. */
  readonly leftOut: readonly DayLine[];
  /** What was in the log when the day began. */
  readonly before: readonly RecordedEvent<ClientEvent>[];
  /** The whole log, by position. */
  readonly log: readonly RecordedEvent<ClientEvent>[];
  readonly ruleSets: readonly RuleSet[];
  /** Every attempt to append, and its answer. */
  readonly told: readonly ToldAppend[];
}

export interface PlayOptions {
  readonly storage: StorageAdapter;
  /** Left out, every save from an out-of-date screen is refused, as in an event store without conflict rules. */
  readonly rules?: ConflictRules | undefined;
  /** Decides how long each user pauses. */
  readonly seed: number;
}

/** The longest pause of a user, in milliseconds. */
const MAX_PAUSE = 6;

export async function playDay(
  day: readonly DayLine[],
  { storage, rules, seed }: PlayOptions,
): Promise<PlayedDay> {
  const { store, told } = witness(createEventStore<ClientEvent>({ adapter: storage, rules }));
  const handle = createCommandHandler({ store, decider: clientDecider, streamId: clientStream });
  const before = await Array.fromAsync(store.readAll());
  const { lines: toPlay, leftOut, startOf } = nextDay(day, before);
  const gate = createHistoryGate(toPlay, startOf);

  const byUser = [...Map.groupBy(toPlay, ({ user }) => user).values()];
  const played = await Promise.all(
    byUser.map((lines, index) => playUser(lines, { handle, gate, random: seededRandom(seed + index) })),
  );

  return {
    lines: played.flat().toSorted((one, other) => one.line.line - other.line.line),
    leftOut,
    before,
    log: await Array.fromAsync(store.readAll()),
    ruleSets: await Array.fromAsync(store.readRuleSets()),
    told,
  };
}

interface User {
  readonly handle: CommandHandler<ClientCommand, Client>;
  readonly gate: HistoryGate;
  readonly random: SeededRandom;
}

async function playUser(lines: readonly DayLine[], user: User): Promise<readonly PlayedLine[]> {
  const played: PlayedLine[] = [];
  for (const line of lines) {
    await user.gate.opensFor(line);
    await setTimeout(user.random.between(0, MAX_PAUSE));
    played.push(await saveUntilIn(line, user));
    user.gate.saved(line);
  }
  return played;
}

/** Saves from the screen that the user had. If refused, the user looks at what has changed, and confirms. */
async function saveUntilIn(line: DayLine, { handle, random }: User): Promise<PlayedLine> {
  const refusals: ConflictError[] = [];
  let expectedVersion = line.saw;
  for (;;) {
    try {
      const result = await handle(line.client, line.command, { expectedVersion });
      if (result.kind === "nothing") throw new Error(`line ${line.line} led to no event`);
      return { line, refusals, result };
    } catch (error) {
      if (!isTruceError(error, "conflict")) throw error;
      refusals.push(error);
      expectedVersion = error.actualVersion;
      await setTimeout(random.between(0, MAX_PAUSE));
    }
  }
}
