/** The ways to connect to the database. */

import { InvalidInputError } from "@truce/core";

import { ownPool } from "#own-pool";
import type { Driver } from "./driver.ts";
import { describeTarget } from "./drivers/describe-target.ts";
import { connectedListener, guarded, pgDriver } from "./drivers/pg.ts";
import type { PgClient, PgListener, PgPool } from "./drivers/pg-client.ts";
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
export type PostgresConnection<Client extends PgClient = PgClient> =
  | { readonly pool: PgPool<Client> }
  | { readonly connectionString: string }
  | { readonly connect: () => Promise<Client> }
  | { readonly pglite: PgliteLike };

/** @throws InvalidInputError if the connection is none of these. */
export function driverFor(connection: PostgresConnection): Driver {
  if ("pool" in connection) {
    const pool = guarded(connection.pool);
    return pgDriver(describeTarget(pool.options), () => pool.connect(), listenerOf(pool), nothing);
  }
  if ("pglite" in connection) return pgliteDriver(connection.pglite, nothing);
  if ("connect" in connection) {
    const { connect } = connection;
    // Every client of `pg` can listen.
    return pgDriver("PostgreSQL", connect, connect as () => Promise<PgListener>, nothing);
  }
  if (typeof connection.connectionString === "string") return ownPool(connection.connectionString);
  throw new InvalidInputError("connection", "must have one of pool, connectionString, connect and pglite");
}

/** Connects outside the pool, whose connections may all be needed. Undefined if the pool does not say how. */
function listenerOf(pool: PgPool): (() => Promise<PgListener>) | undefined {
  const { Client, options } = pool as {
    readonly Client?: new (options: unknown) => PgListener;
    readonly options?: unknown;
  };
  return Client && (() => connectedListener(new Client(options)));
}

async function nothing(): Promise<void> {}
