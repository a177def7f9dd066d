/** The store inside a transaction that somebody else has open. */

import { AdapterContractError, isTruceError, type StorageAdapter } from "@truce/core";

import { appendBatch, tellingRuleSets, type AppendContext } from "./append/append-batch.ts";
import type { Parameter, Row, Session, Statement } from "./driver.ts";
import { pgSession } from "./drivers/pg.ts";
import type { PgClient } from "./drivers/pg-client.ts";
import { isPglite, pgliteSession, type PgliteTransaction } from "./drivers/pglite.ts";
import { classify, endsSession } from "./errors/classify.ts";
import { readAll, readRuleSets, readStream } from "./reading/reads.ts";
import type { Statements } from "./statements.ts";

/**
 * Everything runs on the client that is handed over. An append stands between a savepoint and its release: outside a
 * transaction PostgreSQL refuses the savepoint, so nothing is ever committed behind the caller's back; and an append
 * that fails leaves the transaction as it was.
 */
export function transactionAdapter(
  client: PgClient | PgliteTransaction,
  statements: Statements,
  context: AppendContext,
  readPatience: number,
): StorageAdapter {
  const session = isPglite(client) ? pgliteSession(client) : pgSession(client);
  const query = (statement: Statement, parameters: readonly Parameter[]): Promise<readonly Row[]> =>
    classified(() => session.query(statement, parameters));

  return {
    async append(request) {
      const [outcome] = await classified(() =>
        tellingRuleSets(context, () =>
          atSavepoint(session, () => appendBatch(session, [request], context, null)),
        ),
      );
      if (!outcome) throw new AdapterContractError("an append came back without an outcome");
      return outcome;
    },
    readStream: (streamId, options = {}) => readStream(query, statements, streamId, options),
    readAll: (options = {}) => readAll(query, statements, readPatience, options),
    readRuleSets: () => readRuleSets(query, statements),
    async close() {},
  };
}

async function atSavepoint<Result>(session: Session, work: () => Promise<Result>): Promise<Result> {
  await session.script("SAVEPOINT truce_append");
  try {
    const result = await work();
    await session.script("RELEASE SAVEPOINT truce_append");
    return result;
  } catch (error) {
    if (!endsSession(error))
      await session.script("ROLLBACK TO SAVEPOINT truce_append; RELEASE SAVEPOINT truce_append");
    throw error;
  }
}

async function classified<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isTruceError(error) ? error : classify(error, "inside a transaction");
  }
}
