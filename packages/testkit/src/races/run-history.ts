/** Plays a history against a store, all writers at once, and remembers what each of them was told. */

import { isTruceError, type EventStore, type ExpectedVersion } from "@truce/core";
import type { AppendStep, History, RepeatStep, Step } from "../arbitraries/history.ts";
import type { ToldAnswer, ToldAppend } from "../history/told-append.ts";
import { differently } from "./differently.ts";
import { createSightings, type Sightings } from "./sightings.ts";

/**
 * Plays a history, and resolves when every writer is done.
 *
 * Where the store's adapter is a `scheduledAdapter`, let its scheduler wait for the answer:
 * `scheduler.waitFor(runHistory(history, store))`.
 *
 * @returns What to hand to `checkHistory` as `told`, in the order in which the attempts ended.
 * @throws Whatever the store throws that is neither a refusal nor a fault of the storage.
 */
export async function runHistory(history: History, store: EventStore): Promise<readonly ToldAppend[]> {
  const told: ToldAppend[] = [];
  const run: Run = { store, told, sightings: createSightings(), tick: clock() };
  await Promise.all(history.writers.map((steps) => playWriter(run, steps)));
  return told;
}

interface Run {
  readonly store: EventStore;
  readonly told: ToldAppend[];
  readonly sightings: Sightings;
  readonly tick: () => number;
}

/** An append as it went out. */
type Attempt = Pick<ToldAppend, "streamId" | "events" | "expectedVersion" | "decisionVersion">;

async function playWriter(run: Run, steps: readonly Step[]): Promise<void> {
  const attempts: Attempt[] = [];
  for (const step of steps) {
    if (step.kind === "read") {
      await look(run, step.streamId);
      continue;
    }
    const attempt = step.kind === "append" ? appendOf(run, step) : repetitionOf(run, step, attempts);
    if (!attempt) continue;
    attempts.push(attempt);
    await play(run, attempt);
  }
}

async function look({ store, sightings }: Run, streamId: string): Promise<void> {
  for await (const { version } of store.readStream(streamId, { direction: "backwards", limit: 1 })) {
    sightings.add(streamId, version);
  }
}

function appendOf({ sightings }: Run, { streamId, events, expects, decided }: AppendStep): Attempt {
  const expectedVersion = sightings.resolve(streamId, expects);
  const decisionVersion = decided ? decisionAfter(expectedVersion, sightings.last(streamId)) : undefined;
  return { streamId, events, expectedVersion, decisionVersion };
}

/** A decision is made on what its author had seen, or on something later. */
function decisionAfter(expectedVersion: ExpectedVersion, last: number): number {
  return typeof expectedVersion === "number" ? Math.max(expectedVersion, last) : last;
}

function repetitionOf(
  { sightings }: Run,
  { ago, differs, expects }: RepeatStep,
  attempts: readonly Attempt[],
): Attempt | undefined {
  const earlier = attempts.at(-1 - (ago % Math.max(1, attempts.length)));
  if (!earlier) return undefined;
  const { streamId } = earlier;
  return {
    streamId,
    events: differently(earlier.events, differs),
    expectedVersion: expects ? sightings.resolve(streamId, expects) : earlier.expectedVersion,
    decisionVersion: undefined,
  };
}

async function play({ store, told, sightings, tick }: Run, attempt: Attempt): Promise<void> {
  const began = tick();
  const answer = await answerTo(store, attempt);
  told.push({ ...attempt, rules: store.rules, answer, time: { began, ended: tick() } });
  sightings.addAnswer(attempt.streamId, answer);
}

async function answerTo(store: EventStore, attempt: Attempt): Promise<ToldAnswer> {
  const { streamId, events, expectedVersion, decisionVersion } = attempt;
  try {
    return await store.tryAppend(streamId, events, { expectedVersion, decisionVersion });
  } catch (error) {
    if (isTruceError(error, "outcome-unknown")) return { kind: "unknown" };
    if (isTruceError(error, "unavailable") || isTruceError(error, "contention")) return { kind: "failed" };
    throw error;
  }
}

function clock(): () => number {
  let time = 0;
  return () => ++time;
}
