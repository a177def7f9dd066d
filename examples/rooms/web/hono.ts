import { once } from "node:events";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { bookingFrom, etagOf, expectedVersionFrom, PROBLEM, problemOf } from "./http.ts";
import { messageOf, positionAfter, type Rooms } from "./live.ts";
import { closed, urlOf, type RunningServer } from "./running-server.ts";

function honoApi({ store, handle, closing }: Rooms): Hono {
  const api = new Hono();

  api.get("/days/:date", async (c) => {
    const { state, version } = await handle.load(c.req.param("date"));
    return c.json(state, 200, { ETag: etagOf(version) });
  });

  api.post("/days/:date/bookings", async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const { snapshot } = await handle(c.req.param("date"), bookingFrom(body), {
      expectedVersion: expectedVersionFrom(c.req.header("If-Match")),
      commandId: c.req.header("Idempotency-Key"),
    });
    return c.json(snapshot.state, 201, { ETag: etagOf(snapshot.version) });
  });

  api.get("/live", async (c) => {
    const afterPosition = await positionAfter(store, c.req.header("Last-Event-ID"));
    return streamSSE(c, async (stream) => {
      const left = new AbortController();
      stream.onAbort(() => left.abort());
      const signal = AbortSignal.any([left.signal, closing]);
      for await (const event of store.subscribe({ afterPosition, signal })) {
        await stream.writeSSE({ id: `${event.position}`, data: messageOf(event) });
      }
    });
  });

  api.onError((error, c) => {
    const problem = problemOf(error);
    if (problem === undefined) {
      console.error(error);
      return c.text("Internal Server Error", 500);
    }
    return c.body(JSON.stringify(problem), problem.status, { "Content-Type": PROBLEM });
  });
  return api;
}

export async function serveHono(rooms: Rooms, port: number): Promise<RunningServer> {
  const server = serve({ fetch: honoApi(rooms).fetch, port, hostname: "127.0.0.1" }) as Server;
  await once(server, "listening");
  return { url: urlOf(server), stop: () => closed(server) };
}
