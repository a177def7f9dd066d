/** The web API on PGlite: Joe, Harry and Ann are back from the same meeting, and save what they know. */

import type { Hono } from "hono";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createApi } from "./api.ts";
import { openMemory, type Database } from "./database.ts";

let database: Database;
let api: Hono;

beforeAll(async () => {
  database = await openMemory();
  api = await createApi(database);
}, 60_000);
afterAll(() => database.close());

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await api.request(path, { method: "POST", body: JSON.stringify(body), headers });
  const { status } = response;
  const json = (await response.json()) as Record<string, unknown>;
  return { status, etag: response.headers.get("ETag"), type: response.headers.get("Content-Type"), json };
}

it("merges what does not conflict, and refuses what does with the reason", async () => {
  await post("/clients/42", { name: "Acme" });
  const saw = { "If-Match": '"1"' };

  const joe = await post("/clients/42/value", { value: 50_000 }, saw);
  expect(joe).toMatchObject({ status: 200, etag: '"2"', json: { kind: "appended" } });

  // Harry has not seen Joe's change, which does not matter to a note.
  const harry = await post("/clients/42/notes", { text: "They want to go ahead." }, saw);
  expect(harry).toMatchObject({ status: 200, etag: '"3"', json: { kind: "merged" } });

  // Ann has not seen it either, and changes the same value.
  const ann = await post("/clients/42/value", { value: 60_000 }, saw);
  expect(ann).toMatchObject({
    status: 409,
    type: "application/problem+json",
    json: { detail: "Someone else has just changed the value of this deal.", actualVersion: 3 },
  });

  const list = await api.request("/clients");
  expect(await list.json()).toEqual([{ streamId: "client-42", name: "Acme", dealValue: 50_000, notes: 1 }]);
});

it("carries a request out once, however often it is sent", async () => {
  await post("/clients/43", { name: "Initech" });
  const key = { "Idempotency-Key": "a4c1" };
  expect(await post("/clients/43/notes", { text: "Call back." }, key)).toMatchObject({
    json: { kind: "appended" },
  });
  expect(await post("/clients/43/notes", { text: "Call back." }, key)).toMatchObject({
    status: 200,
    json: { kind: "duplicate", client: { notes: ["Call back."] } },
  });
});

it("says what is wrong with a request", async () => {
  expect(await post("/clients/44/value", { value: -1 })).toMatchObject({ status: 400 });
  expect(await post("/clients/44/value", { value: 1 })).toMatchObject({
    status: 422,
    json: { detail: "There is no such client." },
  });
  expect((await api.request("/clients/44")).status).toBe(404);
});
