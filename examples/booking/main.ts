/**
 * Starts the example: `npm run example:booking`.
 *
 * - `DATABASE_URL`: a PostgreSQL server. Without it, the database is PGlite, inside this process.
 * - `DATA_DIRECTORY`: where PGlite keeps its files. Without it, everything is in memory.
 * - `PORT`: the default is 3000.
 */

import { once } from "node:events";
import { isTruceError } from "@truce/core";
import { openDatabase } from "./database.ts";
import { startServer } from "./server.ts";

async function main(): Promise<void> {
  const { DATABASE_URL, DATA_DIRECTORY, PORT = "3000" } = process.env;
  console.log(DATABASE_URL === undefined ? "Starting PGlite ..." : "Connecting to PostgreSQL ...");
  const database = await openDatabase(DATABASE_URL, DATA_DIRECTORY);
  try {
    const server = await startServer(database, Number(PORT));
    console.log(`Open ${server.url} in two windows, and book the same room.`);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    await server.stop();
  } finally {
    await database.close();
  }
}

try {
  await main();
} catch (error) {
  // Mistakes in the rules, or no database: the message is meant for the user.
  if (!isTruceError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
