/** The adapter: the contract, carried out by one SQL over thin drivers. */

import {
  isTruceError,
  StoreClosedError,
  UnavailableError,
  type AppendOutcome,
  type AppendRequest,
  type StorageAdapter,
} from "@truce/core";

import { appendBatch, tellingRuleSets, type AppendContext } from "./append/append-batch.ts";
import { groupCommit, type Patience } from "./append/group-commit.ts";
import { driverFor, type PostgresConnection } from "./connection.ts";
import type { Parameter, Row, Statement } from "./driver.ts";
import type { PgClient } from "./drivers/pg-client.ts";
import type { PgliteTransaction } from "./drivers/pglite.ts";
import { classify, sqlState, type Doing } from "./errors/classify.ts";
import { DamagedHistoryError, DatabaseError, DataRefusedError } from "./errors/errors.ts";
import { migrate } from "./migrations/migrate.ts";
import { settingsFrom, type PostgresAdapterOptions } from "./options.ts";
import { readAll, readPositions, readRuleSets, readStream, type Positions } from "./reading/reads.ts";
import { statementsFor } from "./statements.ts";
import { transactionAdapter } from "./transaction-adapter.ts";

/**
 * How long a call waits for streams that somebody else holds before those that it does not have to wait for go on without
 * them. Longer than appends of other processes take, so that only what is held for long takes the longer way.
 */
const IMPATIENT = "200ms";

/** A storage adapter on PostgreSQL. */
export interface PostgresAdapter extends StorageAdapter {
  /**
   * Creates the store's schema or brings it up to date. Run again, it does nothing; many may call it at once. Needs the
   * right to create a schema, or to own it.
   *
   * @throws SchemaTooNewError if a newer version of this package has been here.
   */
  migrate(): Promise<void>;

  /**
   * The same store inside a transaction that the caller has open, with their own writes: what is appended is there when
   * they commit, and gone when they roll back. The transaction must be READ COMMITTED. It holds the streams that it has
   * appended to until its end: others who append to them wait, so keep it short.
   *
   * @example
   * ```ts
   * await client.query("BEGIN");
   * const store = createEventStore({ adapter: adapter.using(client), rules });
   * await store.append("client-42", [event], { expectedVersion: 3 });
   * await client.query("INSERT INTO outbox ...");
   * await client.query("COMMIT");
   * ```
   */
  using(client: PgClient | PgliteTransaction): StorageAdapter;

  /** How far the whole store can be read at this moment, and how far positions have been taken. */
  readPositions(): Promise<Positions>;
}

/**
 * Keeps events in PostgreSQL 14 or newer, or in PGlite. Run `migrate()` once before the first use.
 *
 * An append is one statement and one round trip; appends that arrive meanwhile travel together in the next one.
 *
 * @throws InvalidInputError if an option is not allowed.
 *
 * @example
 * ```ts
 * const adapter = postgresAdapter({ pool: new Pool() });
 * await adapter.migrate();
 * const store = createEventStore<ClientEvent>({ adapter, rules });
 * ```
 */
export function postgresAdapter(
  connection: PostgresConnection,
  options: PostgresAdapterOptions = {},
): PostgresAdapter {
  const settings = settingsFrom(options);
  const driver = driverFor(connection);
  const statements = statementsFor(settings.schema, settings.preparedStatements);
  // On a client of the caller's, statements that were prepared may be gone, and finding out would fail the transaction.
  const unprepared = statementsFor(settings.schema, false);
  const context: AppendContext = {
    statements,
    durability: settings.durability,
    storedRuleSets: new Set(),
  };
  const appends = groupCommit({ carry, concernsOne, isHeldUp }, settings.groupCommit);
  let closing: Promise<void> | undefined;

  async function carry(
    batch: readonly AppendRequest[],
    patience: Patience,
  ): Promise<readonly AppendOutcome[]> {
    const lockPatience = patience === "patient" ? null : IMPATIENT;
    const outcomes = await classified("appending", () =>
      driver.use((session) =>
        tellingRuleSets(context, () => appendBatch(session, batch, context, lockPatience)),
      ),
    );
    rememberRuleSets(batch, outcomes, context.storedRuleSets);
    return outcomes;
  }

  async function query(statement: Statement, parameters: readonly Parameter[]): Promise<readonly Row[]> {
    checkOpen();
    const rows = await classified("reading", () =>
      driver.use((session) => session.query(statement, parameters)),
    );
    checkOpen();
    return rows;
  }

  function checkOpen(): void {
    if (closing) throw new StoreClosedError();
  }

  async function* whileOpen<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
    checkOpen();
    for await (const item of items) {
      checkOpen();
      yield item;
    }
  }

  return {
    async append(request) {
      checkOpen();
      return appends.append(request);
    },
    readStream: (streamId, readOptions = {}) =>
      whileOpen(readStream(query, statements, streamId, readOptions)),
    readAll: (readOptions = {}) => whileOpen(readAll(query, statements, settings.readPatience, readOptions)),
    readRuleSets: () => whileOpen(readRuleSets(query, statements)),
    readPositions: () => readPositions(query, statements, 0),
    async migrate() {
      checkOpen();
      await classified("reading", () => migrate(driver, settings.schema));
    },
    using: (client) =>
      transactionAdapter(client, unprepared, { ...context, statements: unprepared }, settings.readPatience),
    close() {
      closing ??= appends.idle().then(() => driver.close());
      return closing;
    },
  };
}

/** A rule set is known to be stored once an append that it judged is committed: never before, never inside a transaction. */
function rememberRuleSets(
  batch: readonly AppendRequest[],
  outcomes: readonly AppendOutcome[],
  storedRuleSets: Set<string>,
): void {
  batch.forEach(({ rules }, index) => {
    const kind = outcomes[index]?.kind;
    if (rules && (kind === "appended" || kind === "merged")) storedRuleSets.add(rules.fingerprint);
  });
}

/** Errors that a single append of a batch may have caused, and after which nothing was written for certain. */
function concernsOne(error: unknown): boolean {
  return (
    error instanceof DataRefusedError ||
    error instanceof DamagedHistoryError ||
    error instanceof DatabaseError
  );
}

/** Whether a call gave up waiting for a lock: lock_not_available. */
function isHeldUp(error: unknown): boolean {
  return error instanceof UnavailableError && sqlState(error.cause) === "55P03";
}

async function classified<Result>(doing: Doing, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isTruceError(error) ? error : classify(error, doing);
  }
}
