/** A server that starts with its database, and ends without losing a request. */

import { once } from "node:events";
import { postgresAdapter } from "@truce/adapter-postgres";
import { createCommandHandler, createEventStore, createProcessor } from "@truce/core";
import { Pool } from "pg";
import { day } from "../day.ts";
import { dayStream, type DayEvent } from "../day-event.ts";
import { rules } from "../rules.ts";
import { serveHono } from "./hono.ts";

const pool = new Pool({ connectionString: process.env["DATABASE_URL"] });
// The pool replaces an idle connection that breaks. Without a listener, the error would end the process.
pool.on("error", (error) => console.error("an idle connection was lost:", error.message));
const adapter = postgresAdapter({ pool }, { schema: "rooms" });
await adapter.migrate();

const store = createEventStore<DayEvent>({ adapter, rules });
const handle = createCommandHandler({ store, decider: day, streamId: dayStream });
const confirmations = createProcessor<DayEvent>({
  store,
  name: "confirmations",
  types: ["SlotBooked"],
  handle(events) {
    for (const { streamId, data } of events) console.log("booked on", streamId, data);
  },
});
await confirmations.start();

const closing = new AbortController();
const server = await serveHono(
  { store, handle, closing: closing.signal },
  Number(process.env["PORT"] ?? 3000),
);
console.log(`listening on ${server.url}`);

await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
closing.abort();
await server.stop();
await confirmations.stop();
await store.close();
await pool.end();
