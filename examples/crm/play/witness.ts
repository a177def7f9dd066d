/** Remembers what every writer handed to the store and what it was told: evidence for the audit of the log. */

import type { EventStore } from "@truce/core";
import type { ToldAppend } from "@truce/testkit/history";

import type { ClientEvent } from "../domain/client-event.ts";

/** A store, and everything that was said at its door. */
export interface Witness {
  readonly store: EventStore<ClientEvent>;
  readonly told: readonly ToldAppend[];
}

/** The same store with a witness beside it. */
export function witness(store: EventStore<ClientEvent>): Witness {
  const told: ToldAppend[] = [];
  let clock = 0;
  return {
    told,
    store: {
      ...store,
      async tryAppend(streamId, events, options) {
        const began = clock++;
        const answer = await store.tryAppend(streamId, events, options);
        told.push({
          streamId,
          events,
          ...options,
          rules: store.rules,
          answer,
          time: { began, ended: clock++ },
        });
        return answer;
      },
    },
  };
}
