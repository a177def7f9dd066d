/**
 * What a storage adapter keeps for processors: leases, checkpoints and parked events.
 *
 * A lease is not a lock: a holder that pauses for too long loses it, and may not know. So every lease has an id that no other
 * lease has, and a checkpoint moves only if the lease is still the partition's. (Martin Kleppmann calls this fencing in
 * "How to do distributed locking", 2016.)
 */

import type { TransactionScope } from "./transaction-scope.ts";

/** How far a reader of the whole store has come. */
export interface Checkpoint {
  /** Every event up to this position has been handled. 0 at the beginning. */
  readonly position: number;
  /** The id of the event at this position; null at the beginning. It shows whether the store still has the same history. */
  readonly eventId: string | null;
}

/** One of the parts that the streams of the store are divided into, so that several can be handled at the same time. */
export interface Partition {
  /** The name of the processor. */
  readonly name: string;
  /** The number of the partition, from 0. */
  readonly partition: number;
}

/** A request for a lease. */
export interface LeaseRequest extends Partition {
  /** How many partitions the processor has. */
  readonly partitions: number;
  /** The id of the lease, which no other lease has. */
  readonly leaseId: string;
  /**
   * The id of an earlier lease of the same holder, which this one replaces even if it has not run out. A holder that could
   * not give up a lease, because the storage was unavailable, goes on at once in this way.
   */
  readonly replaces?: string | undefined;
  /** How long the lease lasts unless it is renewed, in milliseconds, by the clock of the storage. */
  readonly leaseMs: number;
}

/** The right to handle the events of a partition. */
export interface Lease extends LeaseRequest {
  /** How far the partition has been handled. */
  readonly checkpoint: Checkpoint;
  /** Its parked events, in the order of their positions. */
  readonly parked: readonly ParkedEvent[];
}

/** An event that could not be handled and was put aside. */
export interface ParkedEvent {
  /** The position of the event. */
  readonly position: number;
  /** Its stream. Later events of this stream are parked too, so that they are handled in order. */
  readonly streamId: string;
  /** Why it was parked: well-formed text without U+0000. */
  readonly problem: string;
  /** Whether it is to be handled again. */
  readonly isDue: boolean;
}

/** What is committed together, or not at all. */
export interface Progress {
  /** The new checkpoint. */
  readonly checkpoint: Checkpoint;
  /** Events to park. An event that is parked already gets the new problem. */
  readonly park: readonly ParkedEvent[];
  /** The positions of parked events that have been handled. */
  readonly unpark: readonly number[];
}

/** The state of a partition, for everyone who wants to know. */
export interface PartitionStatus extends Partition {
  /** How many partitions the processor has. */
  readonly partitions: number;
  /** How far the partition has been handled. */
  readonly checkpoint: Checkpoint;
}

/** Keeps the state of processors. An adapter without it stores events all the same, but runs no processors. */
export interface ProcessorStorage<Transaction = unknown> {
  /**
   * Takes a lease. Creates the partition on first use.
   *
   * @returns Null if there is another lease that has not run out and is not replaced, or if the processor has another
   * number of partitions.
   */
  claim(request: LeaseRequest): Promise<Lease | null>;

  /**
   * Makes a lease last for its time again, from now.
   *
   * @returns The lease with the present checkpoint and parked events; null if the partition has another lease, or none.
   */
  renew(lease: LeaseRequest): Promise<Lease | null>;

  /** Ends a lease, so that another can be taken at once. Does nothing if the partition has another lease, or none. */
  release(lease: LeaseRequest): Promise<void>;

  /**
   * Moves the checkpoint, parks and unparks, atomically.
   *
   * @returns False if the partition has another lease, or none. Nothing has changed then. A lease that has run out counts
   * for as long as no other was taken.
   */
  commit(lease: LeaseRequest, progress: Progress): Promise<boolean>;

  /**
   * The same in a transaction, in which the work is done first. If the result is false, or the work throws, the transaction
   * is rolled back. Absent if the storage has no transactions.
   */
  readonly commitWith?:
    | ((
        lease: LeaseRequest,
        progress: Progress,
        work: (scope: TransactionScope<Transaction>) => Promise<void>,
      ) => Promise<boolean>)
    | undefined;

  /** The partitions of a processor, in order; none if it has never run. */
  status(name: string): Promise<readonly PartitionStatus[]>;

  /** The parked events of a processor, in the order of their positions. */
  parked(name: string): Promise<readonly ParkedEvent[]>;

  /** Makes parked events due: all of the processor, or those of one stream. */
  retryParked(name: string, streamId: string | null): Promise<void>;

  /** Forgets a processor: its checkpoints, leases and parked events. */
  forget(name: string): Promise<void>;
}
