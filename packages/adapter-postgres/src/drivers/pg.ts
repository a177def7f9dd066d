/** The driver for `pg`: borrows a client for each call, and never gives a broken one back. */

import type { Driver, Row, Session } from "../driver.ts";
import { ConnectError, endsSession } from "../errors/classify.ts";
import type { PgClient, PgPool } from "./pg-client.ts";

/**
 * @param connect - Lends a client: `() => pool.connect()`, say.
 * @param close - Ends what was opened for this driver.
 */
export function pgDriver(connect: () => Promise<PgClient>, close: () => Promise<void>): Driver {
  async function use<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const client = await connected(connect);
    // Without a listener, a connection that breaks while it is borrowed would end the process. The query rejects as well.
    client.on?.("error", ignore);
    let isBroken = false;
    try {
      return await work(pgSession(client));
    } catch (error) {
      isBroken = endsSession(error);
      throw error;
    } finally {
      client.removeListener?.("error", ignore);
      giveBack(client, isBroken);
    }
  }

  return {
    use,
    transaction: (work) => use((session) => inTransaction(session, work)),
    close,
  };
}

/** A session on a client that somebody else opened and will close. */
export function pgSession(client: PgClient): Session {
  return {
    async query({ name, text }, parameters) {
      const query = { text, values: [...parameters] };
      const { rows } = await client.query(name === null ? query : { ...query, name });
      return rows as readonly Row[];
    },
    async script(sql) {
      await client.query(sql);
    },
  };
}

const guardedPools = new WeakSet<PgPool>();

/**
 * Between the moment when a pool hands a new client out and the one when its borrower has it, nobody listens: a server
 * that ends the session just then would end the process. So each client gets a listener as soon as it is connected.
 */
export function guarded<Pool extends PgPool>(pool: Pool): Pool {
  if (!guardedPools.has(pool)) pool.on?.("connect", (client) => client.on?.("error", () => undefined));
  guardedPools.add(pool);
  return pool;
}

async function connected(connect: () => Promise<PgClient>): Promise<PgClient> {
  try {
    return await connect();
  } catch (error) {
    throw new ConnectError("no client is to be had", { cause: error });
  }
}

async function inTransaction<Result>(
  session: Session,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  await session.script("BEGIN ISOLATION LEVEL READ COMMITTED");
  try {
    const result = await work(session);
    await session.script("COMMIT");
    return result;
  } catch (error) {
    // Where the connection is lost the transaction is too.
    if (!endsSession(error)) await session.script("ROLLBACK");
    throw error;
  }
}

function giveBack(client: PgClient, isBroken: boolean): void {
  if (client.release) client.release(isBroken);
  else client.end?.().catch(ignore);
}

function ignore(): void {}
