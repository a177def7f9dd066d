/**
 * A program that appends to a server and prints the outcome. The server ends each session in the same chunk of bytes in
 * which it reports that it is ready. Argument: `pool` or `connectionString`.
 */

import { createServer, type AddressInfo } from "node:net";

import { Pool } from "pg";

import { postgresAdapter } from "../../src/index.ts";
import { request } from "./requests.ts";

const server = createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", () => socket.end(Buffer.concat([AUTHENTICATED, READY, TERMINATED])));
});
const AUTHENTICATED = message("R", Buffer.alloc(4));
const READY = message("Z", Buffer.from("I"));
const TERMINATED = message("E", Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection\0\0"));

await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
const connectionString = `postgres://user:password@127.0.0.1:${port}/database`;
const pool = new Pool({ connectionString });
pool.on("error", () => {});

const adapter = postgresAdapter(process.argv[2] === "pool" ? { pool } : { connectionString });
const outcome = await adapter.append(request()).then(
  ({ kind }) => kind,
  (error: { readonly code?: string }) => error.code,
);
process.stdout.write(`outcome: ${outcome}\n`);
process.exit();

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
