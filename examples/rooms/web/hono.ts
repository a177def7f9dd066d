import { once } from "node:events";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import type { CommandHandler } from "@truce/core";
import { Hono } from "hono";
import type { Book, Day } from "../day.ts";
import { bookingFrom, etagOf, expectedVersionFrom, PROBLEM, problemOf } from "./http.ts";
import { closed, urlOf, type RunningServer } from "./running-server.ts";

export function honoApi(handle: CommandHandler<Book, Day>): Hono {
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

  api.onError((error, c) => {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return c.body(JSON.stringify(problem), problem.status, { "Content-Type": PROBLEM });
  });
  return api;
}

export async function serveHono(handle: CommandHandler<Book, Day>, port: number): Promise<RunningServer> {
  const server = serve({ fetch: honoApi(handle).fetch, port, hostname: "127.0.0.1" }) as Server;
  await once(server, "listening");
  return { url: urlOf(server), stop: () => closed(server) };
}
