/** The driver for PGlite: PostgreSQL inside this process, with one connection that all calls share. */

import type { Driver, Row, Session } from "../driver.ts";
import { sqlState } from "../errors/classify.ts";
import { RAISED } from "../sql/codes.ts";
import type { PgClient } from "./pg-client.ts";

/** The parts of PGlite that the adapter uses. PGlite executes one call at a time. */
export interface PgliteLike extends PgliteTransaction {
  /** Runs statements in one transaction. Other calls wait for its end. */
  transaction<Result>(work: (transaction: PgliteTransaction) => Promise<Result>): Promise<Result>;
}

/** A transaction of PGlite. */
export interface PgliteTransaction {
  /** Sends one statement, as PGlite does. */
  query(sql: string, parameters?: (string | null)[]): Promise<{ readonly rows: readonly unknown[] }>;
  /** Sends several statements at once. */
  exec(sql: string): Promise<unknown>;
}

/** What an instance of PGlite has, but other things with the same methods may not have. */
interface PgliteListener {
  /** Calls back for each notification on the channel, until the returned function is called. */
  listen(channel: string, onNotice: (payload: string) => void): Promise<() => Promise<void>>;
}

/** @param close - Closes what was opened for this driver. */
export function pgliteDriver(pglite: PgliteLike, close: () => Promise<void>): Driver {
  return {
    use: (work) => work(ownSession(pglite)),
    transaction: (work) => inTransaction(pglite, work),
    ...("listen" in pglite && {
      async listen(channel, onNotice) {
        const { promise: ended, resolve: end } = Promise.withResolvers<void>();
        const unlisten = await (pglite as PgliteListener).listen(channel, onNotice);
        return {
          ended,
          async close() {
            end();
            await unlisten();
          },
        };
      },
    }),
    close,
  };
}

/** A session in which each statement is a transaction of its own, at READ COMMITTED if the statement needs that. */
function ownSession(pglite: PgliteLike): Session {
  const session = pgliteSession(pglite);
  return {
    ...session,
    async query(statement, parameters) {
      try {
        return await session.query(statement, parameters);
      } catch (error) {
        if (sqlState(error) !== RAISED.unsupportedIsolation) throw error;
        return await inTransaction(pglite, (strict) => strict.query(statement, parameters));
      }
    },
  };
}

async function inTransaction<Result>(
  pglite: PgliteLike,
  work: (session: Session, transaction: PgliteTransaction) => Promise<Result>,
): Promise<Result> {
  return await pglite.transaction(async (transaction) => {
    const session = pgliteSession(transaction);
    await session.script("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
    return await work(session, transaction);
  });
}

/**
 * A session of PGlite, or of one of its transactions.
 *
 * Rows are returned as JSON, because PGlite drops a byte order mark at the beginning of a text. A stream id that begins
 * with one would come back as another stream id. JSON always begins with a brace. The statement is in a WITH clause, where
 * it may change rows.
 */
export function pgliteSession(pglite: PgliteTransaction): Session {
  return {
    async query({ text }, parameters) {
      const asJson = `WITH result AS (${text}) SELECT row_to_json(result)::text AS json FROM result`;
      const { rows } = await pglite.query(asJson, [...parameters]);
      return (rows as readonly { readonly json: string }[]).map(({ json }) => JSON.parse(json) as Row);
    },
    async script(sql) {
      await pglite.exec(sql);
    },
  };
}

/** Both kinds of client have `query`, but only that of PGlite has `exec`. */
export function isPglite(client: PgClient | PgliteTransaction): client is PgliteTransaction {
  return "exec" in client;
}
