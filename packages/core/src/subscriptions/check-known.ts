/** Finds out whether the store has the history that a position is from. */

import type { Checkpoint } from "../adapter/processor-storage.ts";
import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import { PositionAheadError } from "./position-ahead-error.ts";
import { lastEvent } from "./follow.ts";
import { newWaker } from "../waiting/waker.ts";

/** How long a position may be ahead of what can be read: an append that is still under way can hide what was appended after it. */
const PATIENCE_MS = 2_000;
const PAUSE_MS = 50;

/**
 * A store that was restored to an earlier time has lost events that readers have handled, and gives their positions to
 * other events. A reader that went on would skip those.
 *
 * @throws PositionAheadError if the store has not reached the checkpoint, or has another event there.
 */
export async function checkKnown(adapter: StorageAdapter, { position, eventId }: Checkpoint): Promise<void> {
  if (position === 0) return;
  const deadline = Date.now() + PATIENCE_MS;
  let last = await lastEvent(adapter);
  while ((last?.position ?? 0) < position && Date.now() < deadline) {
    await newWaker().wait(PAUSE_MS, undefined);
    last = await lastEvent(adapter);
  }
  if ((last?.position ?? 0) < position) throw new PositionAheadError(position, last?.position ?? 0);
  if (eventId === null) return;
  for await (const event of adapter.readAll({ afterPosition: position - 1, limit: 1 })) {
    if (event.position === position && event.id === eventId) return;
  }
  throw new PositionAheadError(position, last?.position ?? 0);
}
