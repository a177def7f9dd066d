/** The driver for `pg`. It borrows a client for each call, and never returns a broken client to the pool. */

import {
  RollBack,
  type Driver,
  type Listening,
  type Parameter,
  type Row,
  type Session,
  type Statement,
} from "../driver.ts";
import { ConnectError, endsSession, sqlState } from "../errors/classify.ts";
import { RAISED } from "../sql/codes.ts";
import type { PgClient, PgListener, PgPool } from "./pg-client.ts";

/**
 * @param target - A description of the server, for error messages.
 * @param connect - Lends a client, for example `() => pool.connect()`.
 * @param connectListener - Connects a client to listen on; undefined if there is none.
 * @param close - Closes what was opened for this driver.
 */
export function pgDriver(
  target: string,
  connect: () => Promise<PgClient>,
  connectListener: (() => Promise<PgListener>) | undefined,
  close: () => Promise<void>,
): Driver {
  /** Whether transactions are known to begin at a stricter level than READ COMMITTED. */
  let isStrict = false;

  async function withClient<Result>(
    work: (client: PgClient, discard: () => void) => Promise<Result>,
  ): Promise<Result> {
    const client = await connected(connect, target);
    // Without a listener, a connection that breaks while it is borrowed would end the process. The query rejects anyway.
    client.on?.("error", ignore);
    let isBroken = false;
    try {
      return await work(client, () => (isBroken = true));
    } catch (error) {
      isBroken ||= !(error instanceof RollBack) && endsSession(error);
      throw error;
    } finally {
      client.removeListener?.("error", ignore);
      giveBack(client, isBroken);
    }
  }

  /** A session in which each statement is a transaction of its own, so a statement that failed can be sent again. */
  function ownSession(client: PgClient, discard: () => void): Session {
    const session = pgSession(client);

    async function query(statement: Statement, parameters: readonly Parameter[]): Promise<readonly Row[]> {
      try {
        return await session.query(statement, parameters);
      } catch (error) {
        if (statement.name === null || !LOST_PREPARED.has(sqlState(error) ?? "")) throw error;
        // Nothing was executed. The client believes that other statements are prepared too, so it is not used again.
        discard();
        return await session.query({ ...statement, name: null }, parameters);
      }
    }

    async function queryReadCommitted(
      { name, readCommittedCall = "" }: Statement,
      parameters: readonly Parameter[],
    ): Promise<readonly Row[]> {
      const call = { name: name && `${name} rc`, text: readCommittedCall };
      const [row] = await query(
        { ...call, name: call.name && call.name.length <= 63 ? call.name : null },
        parameters,
      );
      return JSON.parse(row?.["rows_as_json"] ?? "[]") as readonly Row[];
    }

    return {
      ...session,
      async query(statement, parameters) {
        if (statement.readCommittedCall === undefined) return await query(statement, parameters);
        if (isStrict) return await queryReadCommitted(statement, parameters);
        try {
          return await query(statement, parameters);
        } catch (error) {
          if (sqlState(error) !== RAISED.unsupportedIsolation) throw error;
          const rows = await queryReadCommitted(statement, parameters).catch((second: unknown) => {
            // in_failed_sql_transaction: the caller has begun a transaction on this client, and its level cannot change.
            throw sqlState(second) === "25P02" ? error : second;
          });
          isStrict = true;
          return rows;
        }
      },
    };
  }

  return {
    use: (work) => withClient((client, discard) => work(ownSession(client, discard))),
    transaction: (work) => withClient((client) => inTransaction(client, work)),
    listen: connectListener && ((channel, onNotice) => listen(connectListener, channel, onNotice)),
    close,
  };
}

/**
 * Errors of prepared statements that the server has lost, has already, or has planned for tables that have changed since:
 * invalid_sql_statement_name (after DISCARD ALL, or on another server behind a proxy), duplicate_prepared_statement, and
 * feature_not_supported ("cached plan must not change result type").
 */
const LOST_PREPARED: ReadonlySet<string> = new Set(["26000", "42P05", "0A000"]);

/** A session on a client that the caller opened and will close. */
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
 * Adds an error listener to each client as soon as it is connected. A client has no listener before the caller of
 * `connect()` receives it, and a server that ends the session at that moment would end the process.
 */
export function guarded<Pool extends PgPool>(pool: Pool): Pool {
  if (!guardedPools.has(pool)) pool.on?.("connect", (client) => client.on?.("error", () => undefined));
  guardedPools.add(pool);
  return pool;
}

async function connected(connect: () => Promise<PgClient>, target: string): Promise<PgClient> {
  try {
    return await connect();
  } catch (error) {
    throw new ConnectError(`cannot connect to ${target}`, { cause: error });
  }
}

async function inTransaction<Result>(
  client: PgClient,
  work: (session: Session, transaction: PgClient) => Promise<Result>,
): Promise<Result> {
  const session = pgSession(client);
  await session.script("BEGIN ISOLATION LEVEL READ COMMITTED");
  try {
    const result = await work(session, client);
    await session.script("COMMIT");
    return result;
  } catch (error) {
    // If the connection is lost, so is the transaction.
    if (error instanceof RollBack || !endsSession(error)) await session.script("ROLLBACK");
    throw error;
  }
}

/** Connects a client that is from no pool. */
export async function connectedListener(client: PgListener): Promise<PgListener> {
  // Without a listener, a connection that breaks before it is used would end the process.
  client.on("error", ignore);
  await client.connect();
  return client;
}

async function listen(
  connect: () => Promise<PgListener>,
  channel: string,
  onNotice: (payload: string) => void,
): Promise<Listening> {
  const client = await connect();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  client.on("error", () => end());
  client.on("end", () => end());
  client.on("notification", ({ payload = "" }) => onNotice(payload));
  const close = async (): Promise<void> => {
    end();
    giveBack(client, true);
  };
  try {
    await client.query(`LISTEN ${channel}`);
  } catch (error) {
    await close();
    throw error;
  }
  return { ended, close };
}

function giveBack(client: PgClient, isBroken: boolean): void {
  if (client.release) client.release(isBroken);
  else client.end?.().catch(ignore);
}

function ignore(): void {}
