/** The options of processors. */

import type { ParkedEvent, ProcessorStorage } from "../adapter/processor-storage.ts";
import type { TransactionScope } from "../adapter/transaction-scope.ts";
import type { TruceError } from "../errors/truce-error.ts";
import type { Event, EventType, RecordedEvent } from "../events/event.ts";
import type { EventStore } from "../store/event-store.ts";
import type { RetryOptions } from "../waiting/retry.ts";

/** How a processor handles events. */
export interface ProcessorOptions<E extends Event, Transaction = undefined> {
  /** The store whose events are handled. */
  readonly store: EventStore<E>;
  /** The name under which the storage keeps the state. Processors with the same name share their work. */
  readonly name: string;
  /**
   * Handles events, in the order of the store; within a partition, one call after the other. If it throws, the same events
   * are handled again, one by one.
   *
   * Without `transactions`, every event is handled at least once: after a crash the last batch comes again. Make the effect
   * idempotent, for example by the event's id.
   */
  readonly handle: (
    events: readonly RecordedEvent<E>[],
    context: HandleContext<Transaction>,
  ) => Promise<void> | void;
  /**
   * An adapter with transactions, whose database has the effects. Every event is handled exactly once then: `handle` gets an
   * open transaction, and what it writes there and the checkpoint are committed together. The adapter keeps the state of
   * the processor. Without it, the store's adapter does.
   */
  readonly transactions?: { readonly processors: ProcessorStorage<Transaction> } | undefined;
  /** Only events of these types. */
  readonly types?: readonly EventType<E>[] | undefined;
  /** Only events in streams of these categories. */
  readonly categories?: readonly string[] | undefined;
  /** The maximum number of events in one call of `handle`. The default is 100. */
  readonly batchSize?: number | undefined;
  /**
   * Into how many partitions the streams are divided. Partitions are handled at the same time, in this process or in
   * others. The events of a stream are in one partition, so their order is kept. The default is 1. It can be changed only
   * after `forget`.
   */
  readonly partitions?: number | undefined;
  /** How often an event is tried. The default is 5 attempts. */
  readonly retry?: RetryOptions | undefined;
  /**
   * What happens with an event that cannot be handled. `"stop"` (the default): the processor stops, and `stopped` rejects with
   * a ProcessorFailedError. `"park"`: the event is put aside, with all later events of its stream, until `retryParked`.
   */
  readonly onFailure?: "stop" | "park" | undefined;
  /**
   * How long another process waits before it takes over from one that has died, in milliseconds. The default is 10,000. A
   * process that stops in an orderly way is followed at once.
   */
  readonly leaseMs?: number | undefined;
  /** How often to look for events without being woken, in milliseconds. The default is 500. */
  readonly pollMs?: number | undefined;
  /** Called each time that the storage is unavailable. The processor goes on as soon as it is back. */
  readonly onUnavailable?: ((error: TruceError) => void) | undefined;
  /** Called each time that an event is parked. */
  readonly onParked?: ((parked: ParkedEvent, error: unknown) => void) | undefined;
}

/**
 * What `handle` is called with, besides the events. Without `transactions` there is no transaction, and `lock` does nothing.
 */
export interface HandleContext<Transaction> extends TransactionScope<Transaction> {
  /** Aborts when the work is in vain, because another process has taken over. */
  readonly signal: AbortSignal;
  /** How often these events have been tried, from 1. After the first attempt they come one by one. */
  readonly attempt: number;
}
