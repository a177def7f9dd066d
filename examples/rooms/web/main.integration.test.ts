/** The whole server as a process: it starts, books, and ends without an error when it is told to. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, inject, it } from "vitest";

it("books, and ends with its last response", async () => {
  const args = ["--conditions=@truce/source", join(import.meta.dirname, "main.ts")];
  const env = { ...process.env, DATABASE_URL: inject("databaseUrl"), PORT: "0" };
  const server = spawn(process.execPath, args, { env });
  const errors = text(server.stderr);
  const closed = once(server, "close");
  const url = await Promise.race([urlFrom(server.stdout), closed.then(() => undefined)]);
  expect(url, url === undefined ? await errors : "").toBeDefined();
  const booked = await fetch(`${url}/days/${crypto.randomUUID()}/bookings`, {
    method: "POST",
    body: JSON.stringify({ meetingId: "offer", room: "Oak", slots: ["09:00"] }),
  });
  expect(booked.status).toBe(201);
  server.kill("SIGTERM");
  expect([await closed, await errors]).toEqual([[0, null], ""]);
});

async function urlFrom(output: AsyncIterable<Buffer>): Promise<string | undefined> {
  for await (const chunk of output) return /http:\S+/.exec(chunk.toString())?.[0];
  return undefined;
}
