/** The ways to say where the database is. */

import { InvalidInputError } from "@truce/core";

import type { Driver } from "./driver.ts";
import { pgDriver } from "./drivers/pg.ts";
import type { PgClient, PgPool } from "./drivers/pg-client.ts";
import { pgliteDriver, type PgliteLike } from "./drivers/pglite.ts";

/**
 * Where the database is. What is handed over stays its owner's, who closes it; a pool that is made from a connection
 * string is closed with the adapter.
 *
 * - `pool`: a `Pool` of the package `pg`.
 * - `connectionString`: to make such a pool; `pg` is loaded when it is first needed.
 * - `connect`: lends a client of `pg`; it is given back by its `release()`, or where it has none, by `end()`.
 * - `pglite`: an instance of PGlite.
 */
export type PostgresConnection =
  | { readonly pool: PgPool }
  | { readonly connectionString: string }
  | { readonly connect: () => Promise<PgClient> }
  | { readonly pglite: PgliteLike };

/** @throws InvalidInputError where it is none of these. */
export function driverFor(connection: PostgresConnection): Driver {
  if ("pool" in connection) return pgDriver(connect(guarded(connection.pool)), nothing);
  if ("pglite" in connection) return pgliteDriver(connection.pglite, nothing);
  if ("connect" in connection) return pgDriver(connection.connect, nothing);
  if (typeof connection.connectionString === "string") return ownPool(connection.connectionString);
  throw new InvalidInputError("connection", "must have one of pool, connectionString, connect and pglite");
}

function ownPool(connectionString: string): Driver {
  let opened: Promise<PgPool & { end(): Promise<void> }> | undefined;
  async function open(): Promise<PgPool & { end(): Promise<void> }> {
    const { default: pg } = await import("pg");
    const pool = new pg.Pool({ connectionString });
    // An idle connection that breaks is thrown away by the pool; without a listener it would end the process.
    pool.on("error", () => undefined);
    return guarded<PgPool & { end(): Promise<void> }>(pool);
  }
  return pgDriver(
    async () => (await (opened ??= open())).connect(),
    async () => (await opened)?.end(),
  );
}

const guardedPools = new WeakSet<PgPool>();

/**
 * Between the moment when a pool hands a new client out and the one when its borrower has it, nobody listens: a server
 * that ends the session just then would end the process. So each client gets a listener as soon as it is connected.
 */
function guarded<Pool extends PgPool>(pool: Pool): Pool {
  if (!guardedPools.has(pool)) pool.on?.("connect", (client) => client.on?.("error", () => undefined));
  guardedPools.add(pool);
  return pool;
}

function connect(pool: PgPool): () => Promise<PgClient> {
  return () => pool.connect();
}

async function nothing(): Promise<void> {}
