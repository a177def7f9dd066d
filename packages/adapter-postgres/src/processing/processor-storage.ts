/** Keeps the state of processors in the database (see sql/processors.ts). */

import type {
  Checkpoint,
  Lease,
  LeaseRequest,
  ParkedEvent,
  ProcessorStorage,
  Progress,
  TransactionScope,
} from "@truce/core/adapter";

import { arrayLiteral } from "../array-literal.ts";
import { RollBack, type Driver, type Parameter, type Row, type Session, type Statement } from "../driver.ts";
import { classified } from "../errors/classify.ts";
import type { Statements } from "../statements.ts";
import { scopeOf } from "./transaction-scope.ts";

/**
 * @param schema - Quoted.
 * @typeParam Transaction - What the driver passes to the work of a transaction.
 * @param checkOpen - Throws if the adapter is closed.
 */
export function processorStorage<Transaction>(
  driver: Driver,
  statements: Statements,
  schema: string,
  checkOpen: () => void,
): ProcessorStorage<Transaction> {
  async function query(statement: Statement, parameters: readonly Parameter[]): Promise<readonly Row[]> {
    checkOpen();
    return await classified("reading", () => driver.use((session) => session.query(statement, parameters)));
  }

  async function claim(request: LeaseRequest): Promise<readonly Row[]> {
    return await query(statements.claim, [
      ...leaseOf(request),
      String(request.leaseMs),
      String(request.partitions),
      request.replaces ?? null,
    ]);
  }

  /** The parked events are read after the lease is taken. From then on only its holder parks events of the partition. */
  async function leased(request: LeaseRequest, [row]: readonly Row[]): Promise<Lease | null> {
    if (!row) return null;
    const parked = await query(statements.parked, [request.name, String(request.partition)]);
    return { ...request, checkpoint: checkpointOf(row), parked: parked.map(parkedEvent) };
  }

  /** @returns False if the partition has another lease. */
  async function move(
    session: Session,
    lease: LeaseRequest,
    { checkpoint, park, unpark }: Progress,
  ): Promise<boolean> {
    const { position, eventId } = checkpoint;
    const moved = await session.query(statements.moveCheckpoint, [
      ...leaseOf(lease),
      String(position),
      eventId,
    ]);
    if (moved.length === 0) return false;
    if (unpark.length > 0) {
      await session.query(statements.unpark, [lease.name, arrayLiteral(unpark)]);
    }
    if (park.length > 0) {
      await session.query(statements.park, [
        lease.name,
        String(lease.partition),
        arrayLiteral(park.map(({ position: parkedAt }) => parkedAt)),
        arrayLiteral(park.map(({ streamId }) => streamId)),
        arrayLiteral(park.map(({ problem }) => problem)),
      ]);
    }
    return true;
  }

  async function commitWith(
    lease: LeaseRequest,
    progress: Progress,
    work: (scope: TransactionScope<Transaction>) => Promise<void>,
  ): Promise<boolean> {
    checkOpen();
    let failure: { readonly error: unknown } | undefined;
    const isCommitted = await classified("reading", async () => {
      try {
        await driver.transaction(async (session, transaction) => {
          try {
            await work(scopeOf(session, transaction as Transaction, schema));
          } catch (error) {
            failure = { error };
          }
          if (failure || !(await move(session, lease, progress))) throw new RollBack();
        });
        return true;
      } catch (error) {
        if (error instanceof RollBack) return false;
        throw error;
      }
    });
    if (failure) throw failure.error;
    return isCommitted;
  }

  return {
    async claim(request) {
      const rows = await claim(request);
      if (rows.length > 0) return await leased(request, rows);
      const { name, partitions } = request;
      const added = await query(statements.addProcessor, [name, String(partitions)]);
      return added.length > 0 ? await leased(request, await claim(request)) : null;
    },
    renew: async (request) =>
      await leased(request, await query(statements.renew, [...leaseOf(request), String(request.leaseMs)])),
    async release(request) {
      await query(statements.release, leaseOf(request));
    },
    async commit(lease, progress) {
      checkOpen();
      const isOneStatement = progress.park.length + progress.unpark.length === 0;
      const commit = async (session: Session): Promise<boolean> => await move(session, lease, progress);
      return await classified("reading", () =>
        isOneStatement ? driver.use(commit) : driver.transaction(commit),
      );
    },
    commitWith,
    async status(name) {
      const rows = await query(statements.status, [name]);
      return rows.map((row) => ({
        name,
        partition: Number(row["partition"]),
        partitions: Number(row["partitions"]),
        checkpoint: checkpointOf(row),
      }));
    },
    parked: async (name) => (await query(statements.parked, [name, null])).map(parkedEvent),
    async retryParked(name, streamId) {
      await query(statements.retryParked, [name, streamId]);
    },
    async forget(name) {
      await query(statements.forget, [name]);
    },
  };
}

/** The first parameters of every statement about a lease. */
function leaseOf({ name, partition, leaseId }: LeaseRequest): readonly Parameter[] {
  return [name, String(partition), leaseId];
}

function checkpointOf(row: Row): Checkpoint {
  return { position: Number(row["position"]), eventId: row["event_id"] ?? null };
}

function parkedEvent(row: Row): ParkedEvent {
  return {
    position: Number(row["position"]),
    streamId: row["stream_id"] ?? "",
    problem: row["problem"] ?? "",
    isDue: row["is_due"] === "true",
  };
}
