/** The ways to connect to the database. */

import { InvalidInputError } from "@truce/core";

import { ownPool } from "#own-pool";
import type { Driver } from "./driver.ts";
import { describeTarget } from "./drivers/describe-target.ts";
import { guarded, pgDriver } from "./drivers/pg.ts";
import type { PgClient, PgPool } from "./drivers/pg-client.ts";
import { pgliteDriver, type PgliteLike } from "./drivers/pglite.ts";

/**
 * How to connect to the database. The caller closes a pool or an instance that it passes in. The adapter closes the pool
 * that it creates from a connection string.
 *
 * - `pool`: a `Pool` of the package `pg`.
 * - `connectionString`: the adapter creates a pool, and loads `pg` on first use. Not available in browsers.
 * - `connect`: lends a client of `pg`. The adapter returns it with `release()`, or `end()` if it has no `release`.
 * - `pglite`: an instance of PGlite.
 */
export type PostgresConnection =
  | { readonly pool: PgPool }
  | { readonly connectionString: string }
  | { readonly connect: () => Promise<PgClient> }
  | { readonly pglite: PgliteLike };

/** @throws InvalidInputError if the connection is none of these. */
export function driverFor(connection: PostgresConnection): Driver {
  if ("pool" in connection) {
    const pool = guarded(connection.pool);
    return pgDriver(describeTarget(pool.options), () => pool.connect(), nothing);
  }
  if ("pglite" in connection) return pgliteDriver(connection.pglite, nothing);
  if ("connect" in connection) return pgDriver("PostgreSQL", connection.connect, nothing);
  if (typeof connection.connectionString === "string") return ownPool(connection.connectionString);
  throw new InvalidInputError("connection", "must have one of pool, connectionString, connect and pglite");
}

async function nothing(): Promise<void> {}
