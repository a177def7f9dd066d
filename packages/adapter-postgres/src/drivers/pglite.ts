/** The driver for PGlite: PostgreSQL in one process, with one connection that all share. */

import type { Driver, Row, Session } from "../driver.ts";
import { sqlState } from "../errors/classify.ts";
import { RAISED } from "../sql/codes.ts";
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
    use: (work) => work(ownSession(pglite)),
    transaction: (work) => inTransaction(pglite, work),
    close,
  };
}

/** A session whose statements are transactions of their own, at READ COMMITTED if the statement needs that. */
function ownSession(pglite: PgliteLike): Session {
  const session = pgliteSession(pglite);
  return {
    ...session,
    async query(statement, parameters) {
      try {
        return await session.query(statement, parameters);
      } catch (error) {
        if (sqlState(error) !== RAISED.unsupportedIsolation) throw error;
        return await inTransaction(pglite, (transaction) => transaction.query(statement, parameters));
      }
    },
  };
}

async function inTransaction<Result>(
  pglite: PgliteLike,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return await pglite.transaction(async (transaction) => {
    const session = pgliteSession(transaction);
    await session.script("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
    return await work(session);
  });
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
