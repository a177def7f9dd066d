/** Plays a story on a real event store, and keeps what the store answered. */

import { memoryAdapter } from "@truce/adapter-memory";
import {
  createEventStore,
  TruceError,
  type AppendResult,
  type ConflictRules,
  type Event,
  type EventStore,
  type RecordedEvent,
  type Refusal,
} from "@truce/core";
import type { Action, Story } from "./story.ts";

/** What the store answered: a result, a refusal, or the message of an error. */
export type Outcome = AppendResult | Refusal | { readonly kind: "failed"; readonly message: string };

/** An action, and what came of it. */
export interface Step {
  readonly action: Action;
  /** The name of the user. */
  readonly name: string;
  /** The version that the user had seen before. An append expects it. */
  readonly seen: number;
  /** Null if the user only read. */
  readonly outcome: Outcome | null;
}

/** A story after its last action. */
export interface Played {
  /** One for each action. */
  readonly steps: readonly Step[];
  readonly stream: readonly RecordedEvent[];
  /** The version that each user has seen. */
  readonly seen: readonly number[];
}

/**
 * Plays all actions of a story on a new store in memory. A user who appends sees the stream as it is then. A user who is
 * refused sees what they saw before, until they read again.
 */
export async function play(story: Story, rules: ConflictRules): Promise<Played> {
  const store = createEventStore({ adapter: memoryAdapter(), rules });
  const seen = story.users.map(() => 0);
  const steps: Step[] = [];
  for (const action of story.actions) {
    const before = seen[action.user] ?? 0;
    const name = story.users[action.user]?.name ?? "";
    const sent = action.kind === "append" ? { ...action.event, metadata: { user: name } } : null;
    const outcome = sent && (await append(store, story.streamId, sent, before));
    seen[action.user] = await seenAfter(store, story.streamId, before, outcome);
    steps.push({ action, name, seen: before, outcome });
  }
  const stream = await Array.fromAsync(store.readStream(story.streamId));
  return { steps, stream: stream as readonly RecordedEvent[], seen };
}

async function append(
  store: EventStore,
  streamId: string,
  event: Event,
  expectedVersion: number,
): Promise<Outcome> {
  try {
    return await store.tryAppend(streamId, [event], { expectedVersion });
  } catch (error) {
    // What a link contains may be no event, such as one whose name is too long.
    if (error instanceof TruceError) return { kind: "failed", message: error.message };
    throw error;
  }
}

async function seenAfter(
  store: EventStore,
  streamId: string,
  before: number,
  outcome: Outcome | null,
): Promise<number> {
  if (outcome === null) return await store.streamVersion(streamId);
  return isWritten(outcome) ? Math.max(before, outcome.lastVersion) : before;
}

/** Whether the event is in the stream. */
export function isWritten(outcome: Outcome): outcome is AppendResult {
  return outcome.kind === "appended" || outcome.kind === "merged" || outcome.kind === "duplicate";
}

/** The name of the user who appended an event. */
export function authorOf({ metadata }: RecordedEvent): string {
  return typeof metadata["user"] === "string" ? metadata["user"] : "somebody";
}
