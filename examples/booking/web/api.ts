/** The web API and the page. */

import { serveStatic } from "@hono/node-server/serve-static";
import type { CommandHandler, EventStore, Processor } from "@truce/core";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import type { Bookings, RoomCommand } from "../domain/room-decider.ts";
import { CLOSING_TIME, HOURS, ROOMS, roomStream, type RoomEvent } from "../domain/room-event.ts";
import { boardTable, emptyBoard } from "../projections/board.ts";
import type { Queryable } from "../projections/json-table.ts";
import { busiestPeople } from "../projections/people.ts";
import type { Done, Opening, People } from "./answers.ts";
import { bookFrom, cancelFrom, noteFrom, roomDayFrom } from "./checks.ts";
import { viewOf } from "./event-view.ts";
import { etagOf, expectedVersionFrom } from "./etag.ts";
import { liveEvents } from "./live-events.ts";
import { problemOf } from "./problems.ts";

/** What the API works with. */
export interface Parts {
  readonly store: EventStore<RoomEvent>;
  readonly handle: CommandHandler<RoomCommand, Bookings>;
  /** Updates the busiest people. */
  readonly processor: Processor;
  readonly tables: Queryable;
  /** Aborts when the server stops. */
  readonly closing: AbortSignal;
}

/** How long a reader of the busiest people waits for the processor, in milliseconds. */
const PATIENCE_MS = 2_000;

export function bookingApi({ store, handle, processor, tables, closing }: Parts): Hono {
  const api = new Hono();
  api.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'self'"] } }));
  api.use(bodyLimit({ maxSize: 10_000 }));

  api.get("/rooms", (c) => c.json<Opening>({ rooms: ROOMS, hours: HOURS, closingTime: CLOSING_TIME }));

  api.get("/rooms/:room/:day", async (c) => {
    const streamId = roomStream(roomDayFrom(c.req.param()));
    const boards = await boardTable.load([streamId], tables);
    const board = boards.get(streamId) ?? emptyBoard;
    return c.json(board, 200, { ETag: etagOf(board.version) });
  });

  api.post("/rooms/:room/:day/bookings", async (c) => execute(c, bookFrom(await bodyOf(c))));
  api.post("/rooms/:room/:day/bookings/:bookingId/cancel", async (c) =>
    execute(c, cancelFrom(await bodyOf(c), c.req.param("bookingId"))),
  );
  api.post("/rooms/:room/:day/notes", async (c) => execute(c, noteFrom(await bodyOf(c))));

  /** Status 201 if the command is carried out, also if that was done before. What is refused or not valid throws. */
  async function execute(c: Context, command: RoomCommand): Promise<Response> {
    const key = c.req.header("Idempotency-Key");
    const result = await handle(roomDayFrom(c.req.param()), command, {
      expectedVersion: expectedVersionFrom(c.req.header("If-Match")),
      commandId: key && `${command.by}: ${key}`,
    });
    const { version } = result.snapshot;
    const unseen =
      result.kind === "merged"
        ? await Array.fromAsync(
            store.readStream(result.streamId, {
              afterVersion: result.firstVersion - 1 - result.mergedOver,
              beforeVersion: result.firstVersion,
            }),
            viewOf,
          )
        : [];
    return c.json<Done>({ kind: result.kind, version, unseen }, 201, { ETag: etagOf(version) });
  }

  api.get("/people", async (c) => {
    const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), closing]);
    try {
      await processor.waitFor(Number(c.req.query("after") ?? 0), { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return c.json<People>({ people: await busiestPeople(tables), behind: await processor.lag() });
  });

  api.get("/live", (c) => liveEvents(c, store, closing));
  api.get("/*", serveStatic({ root: `${import.meta.dirname}/../page` }));

  api.onError((error, c) => {
    const problem = problemOf(error);
    if (problem === undefined) {
      console.error(error);
      return c.text("Internal Server Error", 500);
    }
    return c.body(JSON.stringify(problem), problem.status, { "Content-Type": "application/problem+json" });
  });
  return api;
}

async function bodyOf(c: Context): Promise<unknown> {
  return await c.req.json().catch(() => undefined);
}
