/** The ways to say where the database is. */

import { InvalidInputError } from "@truce/core";

import { ownPool } from "#own-pool";
import type { Driver } from "./driver.ts";
import { describeTarget } from "./drivers/describe-target.ts";
import { guarded, pgDriver } from "./drivers/pg.ts";
import type { PgClient, PgPool } from "./drivers/pg-client.ts";
import { pgliteDriver, type PgliteLike } from "./drivers/pglite.ts";

/**
 * Where the database is. What is handed over stays its owner's, who closes it; a pool that is made from a connection
 * string is closed with the adapter.
 *
 * - `pool`: a `Pool` of the package `pg`.
 * - `connectionString`: to make such a pool; `pg` is loaded when it is first needed. Not in browsers.
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
