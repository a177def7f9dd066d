/** What reads must yield, as filters over all events. The reading properties compare adapters with it. */

import { categoryOf, type RecordedEvent } from "@truce/core";
import type {
  ListedStream,
  ListStreamsOptions,
  ReadAllOptions,
  ReadStreamOptions,
} from "@truce/core/adapter";

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
  { afterPosition, beforePosition, direction, types, categories, limit }: ReadAllOptions,
): readonly RecordedEvent[] {
  const wanted = log
    .filter(({ position }) => afterPosition === undefined || position > afterPosition)
    .filter(({ position }) => beforePosition === undefined || position < beforePosition)
    .filter(({ type }) => types?.includes(type) ?? true)
    .filter(({ streamId }) => categories?.includes(categoryOf(streamId)) ?? true);
  return (direction === "backwards" ? wanted.toReversed() : wanted).slice(0, limit);
}

/**
 * The streams that the options ask for.
 *
 * @param log - All events of the store.
 */
export function modelListStreams(
  log: readonly Pick<RecordedEvent, "streamId">[],
  { category, afterStreamId, limit }: ListStreamsOptions,
): readonly ListedStream[] {
  return [...new Set(log.map(({ streamId }) => streamId))]
    .filter((streamId) => category === undefined || categoryOf(streamId) === category)
    .filter((streamId) => afterStreamId === undefined || hexOf(streamId) > hexOf(afterStreamId))
    .toSorted((left, right) => (hexOf(left) < hexOf(right) ? -1 : 1))
    .map((streamId) => ({ streamId, version: log.filter((event) => event.streamId === streamId).length }))
    .slice(0, limit);
}

/** The bytes of a text in UTF-8, in hexadecimal, which JavaScript compares as it compares the bytes. */
function hexOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
