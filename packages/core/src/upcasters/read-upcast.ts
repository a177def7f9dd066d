/** Reads stored events as today's events, in the order of the read. */

import type { RecordedEvent } from "../events/event.ts";
import { upcast } from "./upcast.ts";
import type { Upcasters } from "./upcasters.ts";

/** A read of stored events that can be continued. */
export interface StoredRead {
  /**
   * The stored events.
   *
   * @param last - Only events after this one, in the direction of the read; undefined to begin.
   * @param limit - At most this many stored events.
   */
  readonly from: (last: RecordedEvent | undefined, limit: number | undefined) => AsyncIterable<RecordedEvent>;
  readonly direction: "forwards" | "backwards" | undefined;
  /** The maximum number of events. A stored event that became several is never divided, so there may be some more. */
  readonly limit: number | undefined;
  /** Only events of these types. */
  readonly types?: readonly string[] | undefined;
}

/**
 * The events of a read after upcasting. Fewer than the limit come only if there are no more.
 *
 * @throws UnreadableEventError (code `unreadable-event`) if one of them cannot be upcast.
 */
export async function* readUpcast(
  upcasters: Upcasters,
  { from, direction, limit, types }: StoredRead,
): AsyncGenerator<RecordedEvent, void> {
  let left = limit ?? Infinity;
  let last: RecordedEvent | undefined;
  let isOver = false;
  while (left > 0 && !isOver) {
    const asked = limit === undefined ? undefined : left;
    let read = 0;
    for await (const stored of from(last, asked)) {
      read++;
      last = stored;
      const events = upcast(upcasters, stored).filter(({ type }) => types?.includes(type) ?? true);
      left -= events.length;
      yield* direction === "backwards" ? events.toReversed() : events;
      if (left <= 0) return;
    }
    // Some stored events became none, so the next ones are read.
    isOver = asked === undefined || read < asked;
  }
}

/** The stored types whose events can be read as one of these types. */
export function storedTypesFor(upcasters: Upcasters, types: readonly string[]): readonly string[] {
  const { storedTypes } = upcasters;
  const wanted = new Set(types);
  return [
    ...types.filter((type) => !storedTypes.has(type)),
    ...[...storedTypes.values()].flatMap(({ type, outcomes }) =>
      [...outcomes.keys()].some((outcome) => wanted.has(outcome)) ? type : [],
    ),
  ];
}
