/** Runs projections in the transaction of an append. */

import type { AppendRequest } from "../adapter/storage-adapter.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import type { EventHandler } from "./projection.ts";
import { upcast } from "../upcasters/upcast.ts";
import type { Upcasters } from "../upcasters/upcasters.ts";
import { ProjectionFailedError } from "./projection-failed-error.ts";

/**
 * @param upcasters - A projection gets the events with today's types, as if they were read.
 * @returns What an append request asks for; undefined if there are no projections.
 */
export function projectWith<E extends Event>(
  projections: readonly EventHandler<E>[],
  upcasters: Upcasters | null,
): AppendRequest["project"] {
  if (projections.length === 0) return undefined;
  return async (recorded, scope) => {
    const appended = recorded.flatMap((stored) => upcast(upcasters, stored));
    for (const projection of projections) {
      const { name, types } = projection;
      const events = appended.filter(({ type }) => types?.includes(type) ?? true) as RecordedEvent<E>[];
      if (events.length === 0) continue;
      try {
        await projection.handle(events, scope);
      } catch (error) {
        throw new ProjectionFailedError(name, error);
      }
    }
  };
}
