/** The whole server as a process: it starts, books, confirms, and ends without an error when it is told to. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect, inject, it, onTestFinished } from "vitest";

it("books, confirms, and ends with its last response", async () => {
  const args = ["--conditions=@truce/source", join(import.meta.dirname, "main.ts")];
  const env = { ...process.env, DATABASE_URL: inject("databaseUrl"), PORT: "0" };
  const server = spawn(process.execPath, args, { env });
  onTestFinished(() => void server.kill("SIGKILL"));
  const closed = once(server, "close");
  const errors = text(server.stderr);
  const output = createInterface(server.stdout)[Symbol.asyncIterator]();
  const { value: first = await errors } = await output.next();
  const [url] = /http:\S+/.exec(first) ?? [];
  expect(url, first).toBeDefined();

  const date = crypto.randomUUID();
  const booked = await fetch(`${url}/days/${date}/bookings`, {
    method: "POST",
    body: JSON.stringify({ meetingId: "offer", room: "Oak", slots: ["09:00"] }),
  });
  expect(booked.status).toBe(201);
  expect((await output.next()).value).toContain(`booked on day-${date}`);

  server.kill("SIGTERM");
  expect([await closed, await errors]).toEqual([[0, null], ""]);
});
