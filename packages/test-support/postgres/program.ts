/** A program that starts PostgreSQL, prints its URL, and stops it as soon as stdin ends. */

import { rm } from "node:fs/promises";

import { embeddedPostgres } from "./embedded-postgres.ts";

const { server, url, directory } = await embeddedPostgres({
  max_connections: "120",
  max_prepared_transactions: "5",
});
await server.initialise();
await server.start();
process.stdout.write(`${url}\n`);

process.stdin.resume();
process.stdin.on("end", () => void stop());

async function stop(): Promise<void> {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
