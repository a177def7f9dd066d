/** Subscriptions: the events of the whole store, those that exist and those that are still to come. */

import type { TruceError } from "../errors/truce-error.ts";
import type { Event, EventType, RecordedEvent } from "../events/event.ts";
import { checkReadAll } from "../input/check-read.ts";
import { checkCount, refuseUnknownKeys } from "../input/check-values.ts";
import { checkKnown } from "./check-known.ts";
import { follow, lastEvent, type Followed, type FollowOptions } from "./follow.ts";

/** What to subscribe to. */
export interface SubscribeOptions<E extends Event = Event> {
  /**
   * Only events with a higher position: that of the last event that was handled. `"now"`: only events that are committed
   * after the subscription has begun to read. The default is 0: from the first event on.
   */
  readonly afterPosition?: number | "now" | undefined;
  /** Only events of these types. */
  readonly types?: readonly EventType<E>[] | undefined;
  /** Only events in streams of these categories. */
  readonly categories?: readonly string[] | undefined;
  /** Ends the subscription, and with it the loop over it. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How often to look for events without being woken, in milliseconds. The default is 500. Most storages wake the
   * subscription as soon as there is an event.
   */
  readonly pollMs?: number | undefined;
  /** Called when every event that was committed has been handled, and again each time that this is so after further events. */
  readonly onCaughtUp?: (() => void) | undefined;
  /** Called each time that the storage is unavailable. The subscription goes on as soon as it is back. */
  readonly onUnavailable?: ((error: TruceError) => void) | undefined;
}

/** How often to look for events without being woken, in milliseconds. */
const POLL_MS = 500;

/** So many events are read before the first of them is handed out, at most. */
const BATCH_SIZE = 100;

/** @throws InvalidInputError for the first invalid option, with its place. */
export function checkSubscribe<E extends Event>(options: SubscribeOptions<E> = {}): CheckedOptions<E> {
  const { afterPosition, types, categories, signal, pollMs, onCaughtUp, onUnavailable, ...unknown } = options;
  refuseUnknownKeys(unknown, "options");
  checkReadAll({ afterPosition: afterPosition === "now" ? undefined : afterPosition, types, categories });
  return {
    afterPosition,
    types: types && [...types],
    categories: categories && [...categories],
    signal,
    pollMs: checkPollMs(pollMs),
    onCaughtUp,
    onUnavailable,
  };
}

/** @returns The default if it is undefined. */
export function checkPollMs(pollMs = POLL_MS): number {
  checkCount(pollMs, "options.pollMs");
  return pollMs;
}

type CheckedOptions<E extends Event> = SubscribeOptions<E> & Pick<FollowOptions<E>, "pollMs">;

/** @throws PositionAheadError if the store has not reached the position to begin after. */
export async function* subscribe<E extends Event>(
  store: Followed<E>,
  options: CheckedOptions<E>,
): AsyncGenerator<RecordedEvent<E>, void> {
  const { afterPosition = 0, onCaughtUp } = options;
  const from =
    afterPosition === "now"
      ? ((await lastEvent(store.adapter)) ?? { position: 0, eventId: null })
      : { position: afterPosition, eventId: null };
  await checkKnown(store.adapter, from);
  let isBehind = true;
  for await (const { events, isLast } of follow(store, from, { ...options, batchSize: BATCH_SIZE })) {
    isBehind ||= events.length > 0;
    for (const event of events) {
      if (options.signal?.aborted) return;
      yield event;
    }
    if (isLast && isBehind) onCaughtUp?.();
    isBehind &&= !isLast;
  }
}
