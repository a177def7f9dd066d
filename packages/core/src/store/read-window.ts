/** The events between two versions of a stream, as a list. */

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import type { RecordedEvent } from "../events/event.ts";

/** The events with a version above `afterVersion`, up to and with `lastVersion`, as far as the stream has them. */
export async function readWindow(
  adapter: StorageAdapter,
  streamId: string,
  afterVersion: number,
  lastVersion: number,
): Promise<readonly RecordedEvent[]> {
  const window: RecordedEvent[] = [];
  for await (const event of adapter.readStream(streamId, { afterVersion, beforeVersion: lastVersion + 1 })) {
    window.push(event);
  }
  return window;
}
