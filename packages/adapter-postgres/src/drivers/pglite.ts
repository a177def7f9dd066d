/** The driver for PGlite: PostgreSQL in one process, with one connection that all share. */

import type { Driver, Row, Session } from "../driver.ts";
import type { PgClient } from "./pg-client.ts";

/** The part of PGlite that is used. Each call waits until all before it are done: it has a lock of its own. */
export interface PgliteLike extends PgliteTransaction {
  /** Runs statements in one transaction, with nobody else in between. */
  transaction<Result>(work: (transaction: PgliteTransaction) => Promise<Result>): Promise<Result>;
}

/** What can be done inside a transaction of PGlite. */
export interface PgliteTransaction {
  /** Sends one statement, as PGlite does. */
  query(sql: string, parameters?: (string | null)[]): Promise<{ readonly rows: readonly unknown[] }>;
  /** Sends several statements at once. */
  exec(sql: string): Promise<unknown>;
}

/** @param close - Ends what was opened for this driver. */
export function pgliteDriver(pglite: PgliteLike, close: () => Promise<void>): Driver {
  return {
    use: (work) => work(pgliteSession(pglite)),
    transaction: (work) => pglite.transaction((transaction) => work(pgliteSession(transaction))),
    close,
  };
}

/**
 * A session of PGlite, or of one of its transactions.
 *
 * Rows come as JSON: PGlite drops a byte order mark that a text begins with, so a stream's name would come back as
 * another's. JSON begins with a brace.
 */
export function pgliteSession(pglite: PgliteTransaction): Session {
  return {
    async query({ text }, parameters) {
      const asJson = `SELECT row_to_json(result)::text AS json FROM (${text}) AS result`;
      const { rows } = await pglite.query(asJson, [...parameters]);
      return (rows as readonly { readonly json: string }[]).map(({ json }) => JSON.parse(json) as Row);
    },
    async script(sql) {
      await pglite.exec(sql);
    },
  };
}

/** Clients of both kinds have `query`; only PGlite's has `exec`. */
export function isPglite(client: PgClient | PgliteTransaction): client is PgliteTransaction {
  return "exec" in client;
}
