/** Plays a history against a store, with all writers at the same time, and records what each of them observes. */

import { isTruceError, type EventStore, type ExpectedVersion } from "@truce/core";
import type { AppendStep, History, RepeatStep, Step } from "../arbitraries/history.ts";
import type { ClientObservation, ObservedOutcome } from "../history/client-observation.ts";
import { repeatedEvents } from "./repeated-events.ts";
import { createSeenVersions, type SeenVersions } from "./seen-versions.ts";

/**
 * Plays a history. Resolves when every writer has finished.
 *
 * If the store's adapter is a `scheduledAdapter`, its scheduler must wait for the result:
 * `scheduler.waitFor(runHistory(history, store))`.
 *
 * @returns The `observations` for `checkHistory`, in the order in which the attempts ended.
 * @throws Whatever the store throws that is neither a refusal nor a fault of the storage.
 */
export async function runHistory(history: History, store: EventStore): Promise<readonly ClientObservation[]> {
  const observations: ClientObservation[] = [];
  const run: Run = { store, observations, seen: createSeenVersions(), tick: clock() };
  await Promise.all(history.writers.map((steps) => playWriter(run, steps)));
  return observations;
}

interface Run {
  readonly store: EventStore;
  readonly observations: ClientObservation[];
  readonly seen: SeenVersions;
  readonly tick: () => number;
}

/** What a writer sends. */
type Attempt = Pick<ClientObservation, "streamId" | "events" | "expectedVersion" | "decisionVersion">;

async function playWriter(run: Run, steps: readonly Step[]): Promise<void> {
  const attempts: Attempt[] = [];
  for (const step of steps) {
    if (step.kind === "read") {
      await readVersion(run, step.streamId);
      continue;
    }
    const attempt = step.kind === "append" ? appendOf(run, step) : repetitionOf(run, step, attempts);
    if (!attempt) continue;
    attempts.push(attempt);
    await play(run, attempt);
  }
}

async function readVersion({ store, seen }: Run, streamId: string): Promise<void> {
  for await (const { version } of store.readStream(streamId, { direction: "backwards", limit: 1 })) {
    seen.add(streamId, version);
  }
}

function appendOf({ seen }: Run, { streamId, events, expects, decided }: AppendStep): Attempt {
  const expectedVersion = seen.resolve(streamId, expects);
  const decisionVersion = decided ? decisionVersionAfter(expectedVersion, seen.last(streamId)) : undefined;
  return { streamId, events, expectedVersion, decisionVersion };
}

/** A decision is made on the version that its author claims to have seen, or on a later one. */
function decisionVersionAfter(expectedVersion: ExpectedVersion, last: number): number {
  return typeof expectedVersion === "number" ? Math.max(expectedVersion, last) : last;
}

function repetitionOf(
  { seen }: Run,
  { ago, differs, expects }: RepeatStep,
  attempts: readonly Attempt[],
): Attempt | undefined {
  const earlier = attempts.at(-1 - (ago % Math.max(1, attempts.length)));
  if (!earlier) return undefined;
  const { streamId } = earlier;
  return {
    streamId,
    events: repeatedEvents(earlier.events, differs),
    expectedVersion: expects ? seen.resolve(streamId, expects) : earlier.expectedVersion,
    decisionVersion: undefined,
  };
}

async function play({ store, observations, seen, tick }: Run, attempt: Attempt): Promise<void> {
  const began = tick();
  const outcome = await outcomeOf(store, attempt);
  observations.push({ ...attempt, rules: store.storedRules, outcome, time: { began, ended: tick() } });
  seen.addOutcome(attempt.streamId, outcome);
}

async function outcomeOf(store: EventStore, attempt: Attempt): Promise<ObservedOutcome> {
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
