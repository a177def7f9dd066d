/** What reads must yield, as filters over all events. The reading properties compare adapters with it. */

import { categoryOf, type RecordedEvent } from "@truce/core";
import type { ReadAllOptions, ReadStreamOptions } from "@truce/core/adapter";

/**
 * The events of a stream that the options ask for.
 *
 * @param log - All events of the store by position.
 */
export function modelReadStream(
  log: readonly RecordedEvent[],
  streamId: string,
  { afterVersion, beforeVersion, direction, eventId, limit }: ReadStreamOptions,
): readonly RecordedEvent[] {
  const wanted = log
    .filter((event) => event.streamId === streamId)
    .filter(({ version }) => afterVersion === undefined || version > afterVersion)
    .filter(({ version }) => beforeVersion === undefined || version < beforeVersion)
    .filter(({ id }) => eventId === undefined || id === eventId);
  return (direction === "backwards" ? wanted.toReversed() : wanted).slice(0, limit);
}

/**
 * The events of the store that the options ask for.
 *
 * @param log - All events of the store by position.
 */
export function modelReadAll(
  log: readonly RecordedEvent[],
  { afterPosition, types, categories, limit }: ReadAllOptions,
): readonly RecordedEvent[] {
  return log
    .filter(({ position }) => afterPosition === undefined || position > afterPosition)
    .filter(({ type }) => types?.includes(type) ?? true)
    .filter(({ streamId }) => categories?.includes(categoryOf(streamId)) ?? true)
    .slice(0, limit);
}
