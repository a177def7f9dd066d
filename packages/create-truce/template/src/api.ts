/** The web API. */

import { createCommandHandler, createEventStore, projectInto } from "@truce/core";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod";
import { clientList, clientTable, createClientTable, listClients } from "./client-list.ts";
import { client, type ClientCommand, type ClientEvent } from "./client.ts";
import type { Database } from "./database.ts";
import { etagOf, expectedVersionFrom, problemOf } from "./http.ts";
import { loadRules } from "./rules.ts";

const text = z.string().trim().min(1).max(1000);
const registration = z.object({ name: text });
const dealValue = z.object({ value: z.number().nonnegative() });
const phone = z.object({ contact: text, phone: text });
const note = z.object({ text });

export async function createApi({ adapter, tables }: Database): Promise<Hono> {
  await adapter.migrate();
  await createClientTable(tables);
  const projections = [projectInto(clientList, clientTable)];
  const store = createEventStore<ClientEvent>({ adapter, rules: await loadRules(), projections });
  const handle = createCommandHandler({ store, decider: client, streamId: (id) => `client-${id}` });

  async function execute(c: Context, id: string, command: ClientCommand): Promise<Response> {
    const { kind, snapshot } = await handle(id, command, {
      expectedVersion: expectedVersionFrom(c.req.header("If-Match")),
      // If there are several users, make the user part of the id, so that no user gets the answer of another.
      commandId: c.req.header("Idempotency-Key"),
    });
    return c.json({ kind, client: snapshot.state }, 200, { ETag: etagOf(snapshot.version) });
  }

  const api = new Hono();
  api.use(bodyLimit({ maxSize: 10_000 }));

  api.get("/health", async (c) => {
    await tables.query("SELECT 1");
    return c.text("ok");
  });

  api.get("/clients", async (c) => c.json(await listClients(tables)));

  api.get("/clients/:id", async (c) => {
    const { state, version } = await handle.load(c.req.param("id"));
    if (version === 0) return c.notFound();
    return c.json(state, 200, { ETag: etagOf(version) });
  });

  api.post("/clients/:id", async (c) =>
    execute(c, c.req.param("id"), { type: "Register", ...registration.parse(await bodyOf(c)) }),
  );
  api.post("/clients/:id/value", async (c) =>
    execute(c, c.req.param("id"), { type: "ChangeDealValue", ...dealValue.parse(await bodyOf(c)) }),
  );
  api.post("/clients/:id/phones", async (c) =>
    execute(c, c.req.param("id"), { type: "ChangePhone", ...phone.parse(await bodyOf(c)) }),
  );
  api.post("/clients/:id/notes", async (c) =>
    execute(c, c.req.param("id"), { type: "AddMeetingNote", ...note.parse(await bodyOf(c)) }),
  );

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
