/** The web API over HTTP with each framework, on PGlite and on PostgreSQL. */

import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";

import { PGlite } from "@electric-sql/pglite";
import { postgresAdapter } from "@truce/adapter-postgres";
import { createCommandHandler, createEventStore } from "@truce/core";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { day, type Book } from "../day.ts";
import { dayStream, type DayEvent } from "../day-event.ts";
import { rules } from "../rules.ts";
import { serveExpress } from "./express.ts";
import { serveFastify } from "./fastify.ts";
import { serveHono } from "./hono.ts";
import type { Rooms } from "./live.ts";
import { serveNest } from "./nest.ts";
import type { RunningServer } from "./running-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly databaseUrl: string;
  }
}

const frameworks: readonly (readonly [string, (rooms: Rooms, port: number) => Promise<RunningServer>])[] = [
  ["Hono", serveHono],
  ["Fastify", serveFastify],
  ["Express", serveExpress],
  ["NestJS", serveNest],
];

const pglite = await PGlite.create();
const pool = new Pool({ connectionString: inject("databaseUrl") });
afterAll(() => Promise.all([pglite.close(), pool.end()]));

const databases = [
  ["PGlite", { pglite }],
  ["PostgreSQL", { pool }],
] as const;

describe.for(databases)("on %s", ([, database]) => {
  describe.for(frameworks)("with %s", ([name, serve]) => {
    const adapter = postgresAdapter(database, { schema: `rooms_${name.toLowerCase()}` });
    let api: RunningServer;
    let rooms: Rooms;
    const closing = new AbortController();

    beforeAll(async () => {
      await adapter.migrate();
      const store = createEventStore<DayEvent>({ adapter, rules });
      const handle = createCommandHandler({ store, decider: day, streamId: dayStream });
      rooms = { store, handle, closing: closing.signal };
      api = await serve(rooms, 0);
    });
    afterAll(() => api.stop());

    let lastDay = 0;
    /** Every test has its own day. */
    function newDay() {
      const url = `${api.url}/days/day${++lastDay}`;
      const read = async (response: Response) => ({
        status: response.status,
        type: response.headers.get("Content-Type")?.split(";")[0],
        etag: response.headers.get("ETag"),
        body: (await response.json()) as unknown,
      });
      return {
        get: async () => await read(await fetch(url)),
        post: async (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
          await read(
            await fetch(`${url}/bookings`, {
              method: "POST",
              headers: { "Content-Type": "application/json", ...headers },
              body: typeof body === "string" ? body : JSON.stringify(body),
            }),
          ),
      };
    }
    const booking = (meetingId: string, room = "Oak", ...slots: readonly string[]): Book => ({
      meetingId,
      room,
      slots: slots.length > 0 ? slots : ["09:00"],
    });

    it("returns the version of the day as the ETag, and the new version after a booking", async () => {
      const { get, post } = newDay();
      expect(await get()).toMatchObject({ status: 200, etag: '"0"', body: {} });
      const booked = await post(booking("offer", "Oak", "09:00", "09:30"), { "If-Match": '"0"' });
      expect(booked).toMatchObject({
        status: 201,
        etag: '"2"',
        body: { "Oak 09:00": "offer", "Oak 09:30": "offer" },
      });
      expect(await get()).toMatchObject({ etag: '"2"', body: booked.body });
    });

    it("gives a request that is sent again the first response, at the same time and later", async () => {
      const { get, post } = newDay();
      const key = { "Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324", "If-Match": '"0"' };
      const copies = await Promise.all([1, 2, 3].map(() => post(booking("offer"), key)));
      await post(booking("review", "Elm"));
      copies.push(await post(booking("offer"), key));
      for (const copy of copies) {
        expect(copy).toMatchObject({ status: 201, etag: '"1"', body: { "Oak 09:00": "offer" } });
      }
      expect((await get()).etag).toBe('"2"');
    });

    it("gives a slot to one of two users, and the other one the reason in the rule", async () => {
      const { post } = newDay();
      const responses = await Promise.all(
        ["offer", "review"].map((meetingId) => post(booking(meetingId), { "If-Match": '"0"' })),
      );
      expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201, 409]));
      const refused = responses.find(({ status }) => status === 409);
      expect(refused).toMatchObject({
        type: "application/problem+json",
        body: {
          status: 409,
          code: "conflict",
          detail: "This room has just been booked for this time.",
          expectedVersion: 0,
          actualVersion: 1,
          conflicts: [{ reason: "This room has just been booked for this time." }],
        },
      });
      expect(JSON.stringify(refused?.body)).not.toContain("rooms.conflicts");
    });

    it("lets a user who is out of date book another room, also with a weak ETag", async () => {
      const { post } = newDay();
      await post(booking("offer"), { "If-Match": '"0"' });
      const merged = await post(booking("review", "Elm"), { "If-Match": 'W/"0"' });
      expect(merged).toMatchObject({
        status: 201,
        etag: '"2"',
        body: { "Oak 09:00": "offer", "Elm 09:00": "review" },
      });
    });

    it("responds with 422 if the user saw that the room is taken, and with 412 if the version does not match", async () => {
      const { post } = newDay();
      expect(await post(booking("offer"), { "If-Match": "*" })).toMatchObject({ status: 412 });
      await post(booking("offer"));
      const problem = { type: "application/problem+json" };
      expect(await post(booking("review"), { "If-Match": '"1"' })).toMatchObject({
        ...problem,
        status: 422,
        body: { detail: "Room Oak is taken at 09:00." },
      });
      expect(await post(booking("review"))).toMatchObject({ ...problem, status: 422 });
      expect(await post(booking("review", "Elm"), { "If-Match": '"7"' })).toMatchObject({
        ...problem,
        status: 412,
      });
    });

    it("responds with 400 to malformed requests", async () => {
      const { post } = newDay();
      const problem = { type: "application/problem+json", status: 400 };
      expect(await post(booking("a"), { "If-Match": "3" })).toMatchObject(problem);
      expect(await post(booking("a"), { "If-Match": '"1", "2"' })).toMatchObject(problem);
      expect(await post({ meetingId: "a" })).toMatchObject(problem);
      expect(await post(booking("a"), { "Idempotency-Key": "k".repeat(513) })).toMatchObject(problem);
      const headers = { "Content-Type": "application/json" };
      const notJson = await fetch(`${api.url}/days/x/bookings`, { method: "POST", headers, body: "{" });
      expect(notJson.status).toBe(400);
    });

    it("sends events to a browser as they happen, and all that it missed, until the server stops", async () => {
      const ending = new AbortController();
      const live = await serve({ ...rooms, closing: ending.signal }, 0);
      const { post } = newDay();
      const first = readLive(live.url);
      await first.opened;
      await post(booking("offer", "Oak", "09:00", "09:30"));
      const { id } = await first.next();
      first.leave();
      const again = readLive(live.url, id);
      expect((await again.next()).data).toMatchObject({ type: "SlotBooked", data: { slot: "09:30" } });
      await post(booking("review", "Elm"));
      expect((await again.next()).data).toMatchObject({ data: { room: "Elm" } });
      ending.abort();
      await live.stop();
    });

    it("finishes the request that is under way when it stops", async () => {
      const stopping = await serve(rooms, 0);
      const body = JSON.stringify(booking("offer"));
      const headers = { "Content-Type": "application/json", "Content-Length": body.length };
      const sent = request(`${stopping.url}/days/last/bookings`, { method: "POST", headers });
      // The server answers 100 when it has the headers, and waits for the body.
      sent.setHeader("Expect", "100-continue").flushHeaders();
      await once(sent, "continue");
      const stopped = stopping.stop();
      sent.end(body);
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      response.resume();
      expect(response.statusCode).toBe(201);
      await stopped;
    });
  });
});

/** Reads server-sent events as a browser does. */
function readLive(url: string, lastEventId?: string) {
  const leaving = new AbortController();
  const headers = lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId };
  const opened = fetch(`${url}/live`, { headers, signal: leaving.signal });
  const messages = messagesOf(opened);
  return {
    opened,
    leave: () => leaving.abort(),
    async next(): Promise<Message> {
      const { value, done } = await messages.next();
      if (done) throw new Error("the server has ended the events");
      return value;
    },
  };
}

interface Message {
  readonly id: string;
  readonly data: unknown;
}

async function* messagesOf(opened: Promise<Response>): AsyncGenerator<Message, undefined> {
  const { body } = await opened;
  let received = "";
  for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    received += chunk;
    const messages = received.split("\n\n");
    received = messages.pop() ?? "";
    for (const message of messages) {
      const field = (name: string) => new RegExp(`^${name}: (.+)$`, "m").exec(message)?.[1] ?? "";
      yield { id: field("id"), data: JSON.parse(field("data")) };
    }
  }
  return undefined;
}
