/** The adapter: the contract of core, executed by the same SQL over two thin drivers. */

import { isTruceError } from "@truce/core";
import {
  StoreClosedError,
  UnavailableError,
  type AppendOutcome,
  type AppendRequest,
  type ProcessorStorage,
  type SnapshotStore,
  type StorageAdapter,
} from "@truce/core/adapter";

import { appendBatch, withRuleSetResend, type BatchContext } from "./append/append-batch.ts";
import { groupCommit, type LockWait } from "./append/group-commit.ts";
import { isWritten } from "./append/outcome.ts";
import { project } from "./append/project.ts";
import { driverFor, type PostgresConnection } from "./connection.ts";
import { RollBack, type Parameter, type Row, type Statement } from "./driver.ts";
import type { PgClient } from "./drivers/pg-client.ts";
import type { PgliteLike, PgliteTransaction } from "./drivers/pglite.ts";
import { classified, sqlState } from "./errors/classify.ts";
import { DamagedHistoryError, DatabaseError, DataRefusedError } from "./errors/errors.ts";
import { migrate } from "./migrations/migrate.ts";
import { settingsFrom, type PostgresAdapterOptions } from "./options.ts";
import { notifications } from "./processing/notifications.ts";
import { processorStorage } from "./processing/processor-storage.ts";
import { scopeOf } from "./processing/transaction-scope.ts";
import { itemsOf } from "./reading/pages.ts";
import {
  listStreams,
  readAll,
  readPositions,
  readRuleSets,
  readStream,
  type Positions,
  type Reader,
} from "./reading/reads.ts";
import { snapshotStore } from "./snapshots.ts";
import { statementsFor } from "./statements.ts";
import { transactionAdapter } from "./transaction-adapter.ts";

/**
 * How long a batch waits for a stream that another session has locked, before it continues without that stream. This is
 * longer than an ordinary append takes, so only long transactions make a batch give up.
 */
const LOCK_TIMEOUT_MS = 200;

/**
 * A storage adapter on PostgreSQL.
 *
 * @typeParam Client - The clients that the connection has. Processors pass one to `handle`, with an open transaction.
 */
export interface PostgresAdapter<
  Client extends PgClient | PgliteTransaction = PgClient | PgliteTransaction,
> extends StorageAdapter {
  /**
   * Creates the store's schema or brings it up to date. If it is up to date, nothing changes. Several programs may call
   * this at the same time. Needs a role that owns the schema, or may create it.
   *
   * @throws SchemaTooNewError if a newer version of this package has migrated the schema.
   */
  migrate(): Promise<void>;

  /**
   * The same store inside a transaction of the caller, together with the caller's own writes: appended events are stored
   * when the transaction commits, and gone when it is rolled back. The transaction must be READ COMMITTED. It locks the
   * streams that it appends to until it ends, and other appends to them wait, so keep it short.
   *
   * @example
   * ```ts
   * await client.query("BEGIN");
   * const store = createEventStore({ adapter: adapter.inTransaction(client), rules });
   * await store.append("client-42", [event], { expectedVersion: 3 });
   * await client.query("INSERT INTO outbox ...");
   * await client.query("COMMIT");
   * ```
   */
  inTransaction(client: PgClient | PgliteTransaction): StorageAdapter;

  /** Keeps the state of processors, and commits it in one transaction with what they write. */
  readonly processors: ProcessorStorage<Client>;
  /** Keeps snapshots in a table of the schema. */
  readonly snapshots: SnapshotStore;

  /** How far the whole store can be read at this moment, and the last position that was taken. */
  readPositions(): Promise<Positions>;

  /** The same as `close()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Stores events in PostgreSQL 14 or newer, or in PGlite. Run `migrate()` once before the first use.
 *
 * An append is one statement and one round trip. Appends that arrive while a call is under way are sent together in the
 * next call.
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
  connection: { readonly pglite: PgliteLike },
  options?: PostgresAdapterOptions,
): PostgresAdapter<PgliteTransaction>;
/**
 * The same on a server.
 *
 * @typeParam Client - The clients that the connection has, for the `handle` of processors: `PoolClient` for a pool of `pg`.
 */
export function postgresAdapter<Client extends PgClient = PgClient>(
  connection: PostgresConnection<Client>,
  options?: PostgresAdapterOptions,
): PostgresAdapter<Client>;
export function postgresAdapter(
  connection: PostgresConnection,
  options: PostgresAdapterOptions = {},
): PostgresAdapter<never> {
  const settings = settingsFrom(options);
  const driver = driverFor(connection);
  const statements = statementsFor(settings.schema, settings.preparedStatements);
  // On a client of the caller, a prepared statement may be gone, and the error would fail the caller's transaction.
  const unprepared = statementsFor(settings.schema, false);
  const context: BatchContext = {
    statements,
    durability: settings.durability,
    storedRuleSets: new Set(),
  };
  const reader: Reader = { query, statements, paging: "ahead", timeoutMs: settings.readTimeoutMs };
  const readers = notifications(driver, settings.schema, settings.notifications);
  const appends = groupCommit({ execute, mayBeOneAppend, isLockTimeout }, settings.groupCommit);
  let closing: Promise<void> | undefined;

  async function execute(
    batch: readonly AppendRequest[],
    lockWait: LockWait,
  ): Promise<readonly AppendOutcome[]> {
    const lockTimeoutMs = lockWait === "block" ? null : LOCK_TIMEOUT_MS;
    const outcomes = await classified("appending", () =>
      batch.some((request) => request.project)
        ? withRuleSetResend(context, () => appendAndProject(batch, lockTimeoutMs))
        : driver.use((session) =>
            withRuleSetResend(context, () => appendBatch(session, batch, context, lockTimeoutMs)),
          ),
    );
    rememberRuleSets(batch, outcomes, context.storedRuleSets);
    if (outcomes.some(isWritten)) readers.committed();
    return outcomes;
  }

  /** In one transaction. If a projection throws, nothing is written. */
  async function appendAndProject(
    batch: readonly AppendRequest[],
    lockTimeoutMs: number | null,
  ): Promise<readonly AppendOutcome[]> {
    let failure: { readonly error: unknown } | undefined;
    try {
      return await driver.transaction(async (session, transaction) => {
        const outcomes = await appendBatch(session, batch, context, lockTimeoutMs);
        // The append's limit is not one for projections.
        if (lockTimeoutMs !== null) await session.script("SET LOCAL lock_timeout TO DEFAULT");
        try {
          await project(session, statements, batch, outcomes, scopeOf(session, transaction, settings.schema));
        } catch (error) {
          failure = { error };
          throw new RollBack();
        }
        return outcomes;
      });
    } catch (error) {
      throw failure && error instanceof RollBack ? failure.error : error;
    }
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

  function close(): Promise<void> {
    closing ??= appends.idle().then(() => {
      readers.close();
      return driver.close();
    });
    return closing;
  }

  return {
    async append(request) {
      checkOpen();
      return appends.append(request);
    },
    readStream: (streamId, readOptions = {}) => itemsOf(readStream(reader, streamId, readOptions), checkOpen),
    readAll: (readOptions = {}) => itemsOf(readAll(reader, readOptions), checkOpen),
    listStreams: (listOptions = {}) => itemsOf(listStreams(reader, listOptions), checkOpen),
    readRuleSets: () => itemsOf(readRuleSets(reader), checkOpen),
    watch: (listener) => readers.watch(listener),
    processors: processorStorage<never>(driver, statements, settings.schema, checkOpen),
    projects: true,
    snapshots: snapshotStore(query, statements),
    readPositions: () => readPositions(reader, 0),
    async migrate() {
      checkOpen();
      await classified("reading", () => migrate(driver, settings.schema));
    },
    inTransaction: (client) =>
      transactionAdapter(client, unprepared, { ...context, statements: unprepared }, settings),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A rule set is known to be stored once an append judged by it is committed, so not inside a transaction of the caller. */
function rememberRuleSets(
  batch: readonly AppendRequest[],
  outcomes: readonly AppendOutcome[],
  storedRuleSets: Set<string>,
): void {
  batch.forEach(({ rules }, index) => {
    const outcome = outcomes[index];
    if (rules && outcome && isWritten(outcome)) storedRuleSets.add(rules.fingerprint);
  });
}

/** Whether a single append of the batch may have caused the error. After these errors nothing was written for certain. */
function mayBeOneAppend(error: unknown): boolean {
  return (
    error instanceof DataRefusedError ||
    error instanceof DamagedHistoryError ||
    error instanceof DatabaseError ||
    isTruceError(error, "projection-failed")
  );
}

/** Whether the call gave up waiting for a lock: lock_not_available. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof UnavailableError && sqlState(error.cause) === "55P03";
}
