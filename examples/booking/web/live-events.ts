/** The events of all rooms as server-sent events, as soon as they are appended. */

import { isTruceError, type EventStore } from "@truce/core";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { RoomEvent } from "../domain/room-event.ts";
import { viewOf } from "./event-view.ts";

/** How many of the latest events a page gets when it opens. */
const LATEST = 20;
/** So often something is sent, so that no proxy takes the connection for dead. */
const HEARTBEAT_MS = 20_000;

/** @param closing - Ends the response when the server stops. */
export function liveEvents(c: Context, store: EventStore<RoomEvent>, closing: AbortSignal): Response {
  return streamSSE(c, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    const heartbeat = setInterval(() => void stream.write(": \n\n"), HEARTBEAT_MS);
    try {
      const subscription = store.subscribe({
        // A browser that reconnects says what it got last. So it misses nothing.
        afterPosition: positionFrom(c.req.header("Last-Event-ID")) ?? (await positionBeforeLatest(store)),
        signal: AbortSignal.any([left.signal, closing]),
        onCaughtUp: () => void stream.writeSSE({ event: "caught-up", data: "" }),
      });
      // A slow client slows down its own loop only: an event is read when the one before it is sent.
      for await (const event of subscription) {
        await stream.writeSSE({ id: `${event.position}`, data: JSON.stringify(viewOf(event)) });
      }
    } catch (error) {
      // The browser has seen events that this store does not have: it was restored, or was in memory and began again.
      if (!isTruceError(error, "position-ahead")) throw error;
      await stream.writeSSE({ event: "restored", data: "" });
    } finally {
      clearInterval(heartbeat);
    }
  });
}

function positionFrom(lastEventId: string | undefined): number | undefined {
  return lastEventId && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined;
}

async function positionBeforeLatest(store: EventStore<RoomEvent>): Promise<number> {
  const latest = await Array.fromAsync(store.readAll({ direction: "backwards", limit: LATEST }));
  return (latest.at(-1)?.position ?? 1) - 1;
}
