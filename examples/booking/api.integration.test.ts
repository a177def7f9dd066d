/** The whole server over HTTP, on PGlite and on PostgreSQL. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openDatabase, type Database } from "./database.ts";
import { startServer, type RunningServer } from "./server.ts";
import { readLive } from "./read-live.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly databaseUrl: string;
  }
}

const directory = await mkdtemp(join(tmpdir(), "truce-booking-"));
const postgres = new URL(inject("databaseUrl"));
const admin = new Client({ connectionString: postgres.href });
const name = `booking_${crypto.randomUUID().replaceAll("-", "")}`;
postgres.pathname = name;

beforeAll(async () => {
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
});
afterAll(async () => {
  await admin.query(`DROP DATABASE ${name}`);
  await admin.end();
  await rm(directory, { recursive: true });
});

it("starts twice at once on a new database, and each server shows what happens on the other", async () => {
  const opened = await Promise.all([openDatabase(postgres.href), openDatabase(postgres.href)]);
  const [here, there] = await Promise.all([startServer(opened[0], 0), startServer(opened[1], 0)]);
  const live = readLive(there.url);
  const booked = await fetch(`${here.url}/rooms/Elm/2027-03-01/bookings`, {
    method: "POST",
    body: JSON.stringify({ from: "09:00", until: "10:00", by: "Ann" }),
  });
  expect(booked.status).toBe(201);
  const event = await live.nextWhere(({ streamId }) => streamId === "room-Elm-2027-03-01");
  expect(event).toMatchObject({ version: 1, data: { by: "Ann" } });
  await fetch(`${there.url}/people?after=${event.position}`);
  await Promise.all([here.stop(), there.stop()]);
  await Promise.all(opened.map((database) => database.close()));
});

const databases = [
  ["PGlite", () => openDatabase(undefined, join(directory, "data"))],
  ["PostgreSQL", () => openDatabase(postgres.href)],
] as const;

describe.for(databases)("on %s", ([, open]) => {
  let database: Database;
  let server: RunningServer;

  /** How many readers wait for events. */
  let waiting = 0;

  async function start(): Promise<void> {
    database = await open();
    const { adapter } = database;
    const watch = (wake: () => void) => {
      const unwatch = adapter.watch?.(wake);
      waiting++;
      return () => {
        waiting--;
        unwatch?.();
      };
    };
    server = await startServer({ ...database, adapter: { ...adapter, watch } }, 0);
  }
  async function stop(): Promise<void> {
    await server.stop();
    await database.close();
  }
  beforeAll(start);
  afterAll(stop);

  let lastDay = 0;
  /** Every test has a room of its own. */
  function newRoom() {
    const path = `/rooms/Oak/2027-03-${String(++lastDay).padStart(2, "0")}`;
    const read = async (response: Response) => ({
      status: response.status,
      type: response.headers.get("Content-Type"),
      etag: response.headers.get("ETag"),
      body: (await response.json()) as Record<string, unknown>,
    });
    const post = async (to: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
      await read(
        await fetch(`${server.url}${path}/${to}`, {
          method: "POST",
          headers: { "Content-Type": "application/json", ...headers },
          body: typeof body === "string" ? body : JSON.stringify(body),
        }),
      );
    return {
      streamId: `room-${path.slice("/rooms/".length).replace("/", "-")}`,
      get: async () => await read(await fetch(`${server.url}${path}`)),
      post,
      book: (by: string, from: string, until: string, headers?: Readonly<Record<string, string>>) =>
        post("bookings", { from, until, by }, headers),
    };
  }
  const saw = (version: number) => ({ "If-Match": `"${version}"` });

  it("shows a booking on the board at once", async () => {
    const { get, book } = newRoom();
    expect(await get()).toMatchObject({
      status: 200,
      etag: '"0"',
      body: { version: 0, bookings: [], notes: [] },
    });
    const booked = await book("Ann", "09:00", "11:00", saw(0));
    expect(booked).toMatchObject({ status: 201, etag: '"2"', body: { kind: "appended", unseen: [] } });
    expect(await get()).toMatchObject({
      etag: '"2"',
      body: {
        bookings: [
          { hour: "09:00", by: "Ann" },
          { hour: "10:00", by: "Ann" },
        ],
      },
    });
  });

  it("merges what does not conflict, and says over what", async () => {
    const { get, post, book } = newRoom();
    await book("Ann", "09:00", "10:00", saw(0));
    await post("notes", { note: "The window is open.", by: "Eve" }, saw(0));
    expect(await book("Bob", "10:00", "11:00", saw(0))).toMatchObject({
      status: 201,
      etag: '"3"',
      body: {
        kind: "merged",
        unseen: [
          { version: 1, type: "HourBooked", data: { by: "Ann", hour: "09:00" } },
          { version: 2, type: "NoteAdded", data: { by: "Eve", note: "The window is open." }, mergedOver: 1 },
        ],
      },
    });
    expect((await get()).body["notes"]).toMatchObject([{ note: "The window is open.", by: "Eve" }]);
  });

  it("lets one of two users have the hour, and tells the other one why not", async () => {
    const { book } = newRoom();
    const answers = await Promise.all([
      book("Ann", "09:00", "11:00", saw(0)),
      book("Bob", "10:00", "12:00", saw(0)),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(answers.find(({ status }) => status === 409)).toMatchObject({
      type: "application/problem+json",
      body: { detail: "This hour has just been booked.", actualVersion: 2, count: 1 },
    });
  });

  it("responds with 422 if the user saw that the hour is taken", async () => {
    const { book } = newRoom();
    await book("Ann", "09:00", "10:00", saw(0));
    expect(await book("Bob", "09:00", "10:00", saw(1))).toMatchObject({
      status: 422,
      body: { detail: "The room is taken at 09:00." },
    });
  });

  it("cancels a booking once", async () => {
    const { get, post, book } = newRoom();
    await book("Ann", "09:00", "11:00", saw(0));
    const [{ bookingId }] = (await get()).body["bookings"] as [{ bookingId: string }];
    const cancel = () => post(`bookings/${bookingId}/cancel`, { by: "Bob" }, saw(2));
    expect(await cancel()).toMatchObject({ status: 201, etag: '"3"' });
    expect(await cancel()).toMatchObject({
      status: 409,
      body: { detail: "This booking has just been cancelled." },
    });
    expect(await post("bookings/none/cancel", { by: "Bob" })).toMatchObject({ status: 422 });
    expect((await get()).body["bookings"]).toEqual([]);
  });

  it("carries a request out once, however often it is sent", async () => {
    const { get, book } = newRoom();
    const headers = { ...saw(0), "Idempotency-Key": crypto.randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => book("Ann", "09:00", "10:00", headers)));
    answers.push(await book("Ann", "09:00", "10:00", headers));
    expect(answers.map(({ status, etag }) => `${status} ${etag}`)).toEqual(Array(4).fill('201 "1"'));
    // The same key of another user is another request.
    expect(await book("Bob", "10:00", "11:00", headers)).toMatchObject({ body: { kind: "merged" } });
    expect((await get()).etag).toBe('"2"');
  });

  it("responds with 400 to what is not valid, and says what", async () => {
    const { post, book } = newRoom();
    const invalid = async (answer: Promise<unknown>, detail: RegExp) =>
      expect(await answer).toMatchObject({
        status: 400,
        type: "application/problem+json",
        body: { detail: expect.stringMatching(detail) as unknown },
      });
    await invalid(post("bookings", "no JSON"), /expected object/);
    await invalid(book(" ", "09:30", "11:00"), /Choose a full hour.*Say who you are/);
    await invalid(book("Ann", "11:00", "09:00"), /The end must be after the beginning/);
    await invalid(book("Ann", "07:00", "08:00"), /within the opening hours/);
    await invalid(post("notes", { by: "Ann" }), /Write a note/);
    await invalid(post("notes", { note: "\u0000", by: "Ann" }), /U\+0000/);
    await invalid(book("Ann", "09:00", "10:00", { "If-Match": "3" }), /If-Match/);
    await invalid(book("Ann", "09:00", "10:00", { "Idempotency-Key": "k".repeat(600) }), /commandId/);
    expect((await fetch(`${server.url}/rooms/Attic/2027-03-01`)).status).toBe(400);
    expect((await fetch(`${server.url}/rooms/Oak/2027-02-30`)).status).toBe(400);
    expect(await book("Ann", "09:00", "10:00", saw(7))).toMatchObject({ status: 412 });
  });

  it("counts the hours of people a moment later", async () => {
    const { get, post, book } = newRoom();
    const person = `Zoe ${lastDay}`;
    const peopleAfter = async (after: number) =>
      (await (await fetch(`${server.url}/people?after=${after}`)).json()) as {
        people: readonly { name: string; hours: number }[];
        behind: number;
      };
    const live = readLive(server.url);
    await book(person, "08:00", "20:00");
    const booked = await live.nextWhere(({ data }) => data.by === person && data.hour === "19:00");
    expect((await peopleAfter(booked.position)).people[0]).toEqual({ name: person, hours: 12 });
    const [{ bookingId }] = (await get()).body["bookings"] as [{ bookingId: string }];
    await post(`bookings/${bookingId}/cancel`, { by: "Bob" });
    const cancelled = await live.nextWhere(({ type }) => type === "BookingCancelled");
    const { people, behind } = await peopleAfter(cancelled.position);
    expect(people.map((one) => one.name)).not.toContain(person);
    expect(behind).toBe(0);
    live.leave();
  });

  it("sends events as they happen, and goes on where a browser was", async () => {
    const { streamId, book } = newRoom();
    const first = readLive(server.url);
    const here = (event: { streamId: string }) => event.streamId === streamId;
    await book("Ann", "09:00", "10:00", saw(0));
    const seen = await first.nextWhere(here);
    expect(seen).toMatchObject({ version: 1, type: "HourBooked", mergedOver: 0 });
    first.leave();

    await book("Bob", "10:00", "11:00", saw(0));
    await book("Eve", "11:00", "12:00", saw(0));
    const again = readLive(server.url, seen.position);
    expect(await again.nextWhere(here)).toMatchObject({ version: 2, mergedOver: 1, data: { by: "Bob" } });
    expect(await again.nextWhere(here)).toMatchObject({ version: 3, mergedOver: 2, data: { by: "Eve" } });
    again.leave();
  });

  it("stops reading for a browser that has left", async () => {
    const { book } = newRoom();
    // The processor.
    await expect.poll(() => waiting).toBe(1);
    const live = readLive(server.url);
    await book("Ann", "09:00", "10:00");
    await live.nextWhere(() => true);
    await expect.poll(() => waiting).toBe(2);
    live.leave();
    await expect.poll(() => waiting).toBe(1);
  });

  it("tells a browser that has seen events that the store does not have", async () => {
    const response = await fetch(`${server.url}/live`, { headers: { "Last-Event-ID": "999999" } });
    expect(await response.text()).toContain("event: restored");
  });

  it("stops with browsers connected, and has everything when it starts again", async () => {
    const { get, book } = newRoom();
    await book("Ann", "09:00", "10:00");
    const live = await fetch(`${server.url}/live`);
    const before = await get();
    await stop();
    await live.text();
    await start();
    expect(await get()).toEqual(before);
    expect(await book("Bob", "09:00", "10:00", saw(0))).toMatchObject({ status: 409 });
  });

  it("serves the page", async () => {
    const page = await fetch(server.url);
    expect(page.headers.get("Content-Security-Policy")).toBe("default-src 'self'");
    expect(await page.text()).toContain("<title>Book a room</title>");
  });
});
