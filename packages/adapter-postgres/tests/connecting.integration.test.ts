/** Connections that fail: the error names the server and the reason, and never the password. */

import { isTruceError } from "@truce/core";
import { Pool } from "pg";
import { expect, inject, test } from "vitest";

import { postgresAdapter, type PostgresConnection } from "../src/index.ts";
import { request } from "./support/requests.ts";

const PASSWORD = "open-sesame";

function urlWith(change: Partial<URL>): string {
  const url = new URL(inject("databaseUrl"));
  return Object.assign(url, change).href;
}

async function errorOf(connection: PostgresConnection): Promise<{ code: string; message: string }> {
  const adapter = postgresAdapter(connection);
  const error: unknown = await adapter.append(request()).catch((thrown: unknown) => thrown);
  await adapter.close();
  if (!isTruceError(error)) throw error;
  expect(error.message).not.toContain(PASSWORD);
  return error;
}

const { hostname, port } = new URL(inject("databaseUrl"));
const noServer = { port: "1", password: PASSWORD };

test.for([
  ["a connection string", (url: string): PostgresConnection => ({ connectionString: url })],
  ["a pool", (url: string): PostgresConnection => ({ pool: new Pool({ connectionString: url }) })],
] as const)("by %s: no server is listening", async ([, connect]) => {
  const { code, message } = await errorOf(connect(urlWith(noServer)));
  expect(code).toBe("unavailable");
  expect(message).toMatch(
    new RegExp(`^cannot connect to PostgreSQL at ${hostname}:1, database 'postgres': connect ECONNREFUSED`),
  );
});

test("by a pool with a host and a port", async () => {
  const pool = new Pool({ host: hostname, port: 1, database: "crm", password: PASSWORD });
  const { message } = await errorOf({ pool });
  expect(message).toContain(`cannot connect to PostgreSQL at ${hostname}:1, database 'crm': `);
});

test("by a function: the server is not known", async () => {
  const connect = () => Promise.reject(new Error("the pool is empty"));
  expect((await errorOf({ connect })).message).toBe("cannot connect to PostgreSQL: the pool is empty");
});

test("the database does not exist", async () => {
  const { code, message } = await errorOf({ connectionString: urlWith({ pathname: "/no_such_database" }) });
  expect(code).toBe("connection-refused");
  expect(message).toBe(
    `cannot connect to PostgreSQL at ${hostname}:${port}, database 'no_such_database': ` +
      'database "no_such_database" does not exist (3D000)',
  );
});

test("the role does not exist, or its password is wrong", async () => {
  const { code, message } = await errorOf({
    connectionString: urlWith({ username: "stranger", password: PASSWORD }),
  });
  expect(code).toBe("connection-refused");
  expect(message).toMatch(/database 'postgres': .*"stranger".* \(28(000|P01)\)$/);
});
