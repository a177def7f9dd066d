/**
 * Starts the server.
 *
 * - `DATABASE_URL`: a PostgreSQL server. Without it, the database is PGlite, which keeps its files in `DATA_DIRECTORY`.
 * - `HOST`, `PORT`: where the server listens.
 */

import { once } from "node:events";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { isTruceError } from "@truce/core";
import { createApi } from "./api.ts";
import { openDirectory, openPostgres } from "./database.ts";

const { DATABASE_URL, DATA_DIRECTORY = "data/pglite", HOST = "127.0.0.1", PORT = "3000" } = process.env;

async function main(): Promise<void> {
  const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  console.log(DATABASE_URL ? "Connecting to PostgreSQL ..." : `Opening PGlite in ${DATA_DIRECTORY} ...`);
  const database = DATABASE_URL ? openPostgres(DATABASE_URL) : await openDirectory(DATA_DIRECTORY);
  try {
    const { fetch } = await createApi(database);
    const server = serve({ fetch, hostname: HOST, port: Number(PORT) }) as Server;
    await once(server, "listening");
    console.log(`Listening on http://${HOST}:${PORT}`);

    await stopped;
    server.close();
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    await once(server, "close");
    clearInterval(idle);
  } finally {
    await database.close();
  }
}

try {
  await main();
} catch (error) {
  // A mistake in the rules, or no database: the message is meant for you.
  if (!isTruceError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
