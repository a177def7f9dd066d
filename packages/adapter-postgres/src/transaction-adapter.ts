/** The store inside a transaction of the caller. */

import { isTruceError } from "@truce/core";
import { AdapterContractError, type StorageAdapter } from "@truce/core/adapter";

import { appendBatch, withRuleSetResend, type BatchContext } from "./append/append-batch.ts";
import { project } from "./append/project.ts";
import type { Session } from "./driver.ts";
import { pgSession } from "./drivers/pg.ts";
import type { PgClient } from "./drivers/pg-client.ts";
import { isPglite, pgliteSession, type PgliteTransaction } from "./drivers/pglite.ts";
import { classified, endsSession } from "./errors/classify.ts";
import { itemsOf } from "./reading/pages.ts";
import { listStreams, readAll, readRuleSets, readStream, type Reader } from "./reading/reads.ts";
import { scopeOf } from "./processing/transaction-scope.ts";
import type { Settings } from "./options.ts";
import type { Statements } from "./statements.ts";

/**
 * Runs everything on the caller's client, each append within a savepoint. Outside a transaction PostgreSQL refuses the
 * savepoint, so an append is never committed by itself. A failed append leaves the transaction as it was.
 */
export function transactionAdapter(
  client: PgClient | PgliteTransaction,
  statements: Statements,
  context: BatchContext,
  { readTimeoutMs, schema }: Pick<Settings, "readTimeoutMs" | "schema">,
): StorageAdapter {
  const session = isPglite(client) ? pgliteSession(client) : pgSession(client);
  const reader: Reader = {
    query: (statement, parameters) =>
      classified("inside a transaction", () => session.query(statement, parameters)),
    statements,
    // The caller's own statements come between the pages.
    paging: "onDemand",
    timeoutMs: readTimeoutMs,
  };

  return {
    async append(request) {
      const [outcome] = await classified("inside a transaction", () =>
        withRuleSetResend(context, () =>
          atSavepoint(session, async () => {
            const outcomes = await appendBatch(session, [request], context, null);
            await project(session, statements, [request], outcomes, scopeOf(session, client, schema));
            return outcomes;
          }),
        ),
      );
      if (!outcome) throw new AdapterContractError("the database returned no verdict for an append");
      return outcome;
    },
    readStream: (streamId, options = {}) => itemsOf(readStream(reader, streamId, options), alwaysOpen),
    readAll: (options = {}) => itemsOf(readAll(reader, options), alwaysOpen),
    listStreams: (options = {}) => itemsOf(listStreams(reader, options), alwaysOpen),
    readRuleSets: () => itemsOf(readRuleSets(reader), alwaysOpen),
    projects: true,
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
    // An error of a projection, which need not come from the database, leaves the session as it is.
    if (isTruceError(error) || !endsSession(error))
      await session.script("ROLLBACK TO SAVEPOINT truce_append; RELEASE SAVEPOINT truce_append");
    throw error;
  }
}

/** The caller closes the transaction, and its client refuses everything then. */
function alwaysOpen(): void {}
