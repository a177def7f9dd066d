/** The events of the store as server-sent events, as soon as they are appended. For frameworks on Node's own responses. */

import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { CommandHandler, EventStore, RecordedEvent } from "@truce/core";
import type { DayEvent } from "../day-event.ts";
import type { Book, Day } from "../day.ts";

/** What a web API works with. */
export interface Rooms {
  readonly store: EventStore<DayEvent>;
  readonly handle: CommandHandler<Book, Day>;
  /** Aborts when the server stops, because live events would keep it open for ever. */
  readonly closing: AbortSignal;
}

/** A browser that reconnects says which event it got last, so it misses nothing. A new one begins now. */
export async function positionAfter(
  store: EventStore<DayEvent>,
  lastEventId: string | undefined,
): Promise<number> {
  const position = Number(lastEventId);
  return position > 0 ? position : await store.lastPosition();
}

/** What a browser gets of an event. */
export function messageOf({ streamId, type, data }: RecordedEvent<DayEvent>): string {
  return JSON.stringify({ streamId, type, data });
}

/** Sends events until the browser leaves or the server stops. */
export async function sendLive(
  { store, closing }: Rooms,
  lastEventId: string | undefined,
  response: ServerResponse,
): Promise<void> {
  const afterPosition = await positionAfter(store, lastEventId);
  const left = new AbortController();
  response.once("close", () => left.abort());
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.flushHeaders();
  const signal = AbortSignal.any([left.signal, closing]);
  try {
    for await (const event of store.subscribe({ afterPosition, signal })) {
      const hasRoom = response.write(`id: ${event.position}\ndata: ${messageOf(event)}\n\n`);
      // A slow browser slows down its own loop only.
      if (!hasRoom) await once(response, "drain", { signal }).catch(() => undefined);
    }
  } finally {
    response.end();
  }
}
