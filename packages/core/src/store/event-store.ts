/// <reference lib="esnext.disposable" preserve="true" />

/** The event store: what applications use. */

import type {
  ListedStream,
  ListStreamsOptions,
  ReadAllOptions,
  ReadStreamOptions,
  StorageAdapter,
} from "../adapter/storage-adapter.ts";
import type { Event, EventType, RecordedEvent } from "../events/event.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import type { SubscribeOptions } from "../subscriptions/subscribe.ts";
import type { ConflictRules, RuleSet } from "../rules/conflict-rules.ts";
import type { Upcasters } from "../upcasters/upcasters.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import type { Evolution, ReadStateOptions, Snapshot } from "./evolution.ts";

/** The options of an append. */
export interface AppendOptions {
  /** What the caller last saw of the stream. */
  readonly expectedVersion: ExpectedVersion;
  /**
   * The version of the state that the events were decided on; not below the expected version. If it is given, the rules
   * judge the append as usual, but the append is refused as a stale decision if the stream is at any other version.
   */
  readonly decisionVersion?: number | undefined;
}

/** An event store that knows which events really conflict. */
export interface EventStore<E extends Event = Event> extends AsyncDisposable {
  /** The adapter that the store was created with. */
  readonly adapter: StorageAdapter;

  /** The rules that judge out-of-date appends. If it is null, every out-of-date append conflicts. */
  readonly rules: ConflictRules | null;

  /** How events of stored types are read today; null if every event is read as it was stored. */
  readonly upcasters: Upcasters | null;

  /**
   * The rules in terms of stored types. Their fingerprint is recorded with each append, and the history checker judges with
   * them. Without upcasters they are the same as {@link EventStore.rules}.
   */
  readonly storedRules: ConflictRules | null;

  /**
   * Appends all events to a stream, or none.
   *
   * It is safe to append the same events with the same ids again: the second result is a `duplicate`. If a request may be
   * repeated, choose the ids of its events yourself.
   *
   * @throws ConflictError (code `conflict`), WrongVersionError (`wrong-version`), IdReusedError (`id-reused`) or
   * StaleDecisionError (`stale-decision`) if the append is refused; InvalidInputError (`invalid-input`) before
   * anything is sent; PredicateFailedError (`predicate-failed`); ContentionError (`contention`); UnavailableError
   * (`unavailable`); StoreClosedError (`store-closed`); AdapterContractError (`adapter-contract`); UnreadableEventError
   * (`unreadable-event`). In all these cases nothing was written. OutcomeUnknownError (`outcome-unknown`) if the events may have been written. Adapters have further
   * errors.
   *
   * @example
   * ```ts
   * const result = await store.append("client-42", [{ type: "NotePinned", data: { noteId: "n1" } }], {
   *   expectedVersion: 3,
   * });
   * result.kind; // "appended", "merged" or "duplicate"
   * ```
   */
  readonly append: (streamId: string, events: readonly E[], options: AppendOptions) => Promise<AppendResult>;

  /** Does the same as {@link EventStore.append}, but returns refusals instead of throwing them. */
  readonly tryAppend: (
    streamId: string,
    events: readonly E[],
    options: AppendOptions,
  ) => Promise<AppendResult | Refusal>;

  /**
   * The events of a stream in the order of their versions; none if the stream does not exist. If upcasters read a stored event
   * as several, these have the same version.
   *
   * @throws UnreadableEventError (code `unreadable-event`) if an event cannot be upcast.
   */
  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent<E>>;

  /** The version of a stream, which is read without its other events; 0 if the stream does not exist. */
  streamVersion(streamId: string): Promise<number>;

  /**
   * The current state of a stream and its version. If the stream does not exist: the initial state and version 0.
   *
   * @throws InvalidInputError (code `invalid-input`) or WrongVersionError (`wrong-version`) if the snapshot cannot be one of
   * this stream.
   *
   * @example
   * ```ts
   * const { state, version } = await store.readState("client-42", decider);
   * ```
   */
  readState<State>(
    streamId: string,
    evolution: Evolution<E, State>,
    options?: ReadStateOptions<State>,
  ): Promise<Snapshot<State>>;

  /**
   * The events of the whole store in the order of their positions. A reader that continues after the last position it has
   * read misses no event. If upcasters read a stored event as several, these have the same position.
   *
   * @throws UnreadableEventError (code `unreadable-event`) if an event cannot be upcast.
   */
  readAll(options?: ReadAllOptionsFor<E>): AsyncIterable<RecordedEvent<E>>;

  /**
   * The events of the whole store in the order of their positions, those that exist and then those that are committed
   * later. It never skips an event, and never ends by itself. While the storage is unavailable it waits. Events are read
   * as fast as the loop over them handles them.
   *
   * @throws PositionAheadError (code `position-ahead`) if the store has not reached `afterPosition`: it was restored to
   * an earlier time. InvalidInputError (`invalid-input`) for an invalid option. StoreClosedError (`store-closed`) when
   * the store is closed.
   *
   * @example
   * ```ts
   * for await (const event of store.subscribe({ afterPosition: "now", signal })) console.log(event.type);
   * ```
   */
  subscribe(options?: SubscribeOptions<E>): AsyncIterable<RecordedEvent<E>>;

  /**
   * The position of the last event that {@link EventStore.readAll} would return now; 0 if there is none. Every event that
   * is not returned yet will have a higher position.
   */
  lastPosition(): Promise<number>;

  /**
   * The streams and their versions, ordered by the bytes of their ids in UTF-8. Each stream that exists at the call is
   * listed once, with a version that it had at the call or later. A stream that appears during the read may be listed or
   * not.
   *
   * @example
   * ```ts
   * for await (const { streamId, version } of store.listStreams({ category: "client" })) {
   *   console.log(streamId, version);
   * }
   * ```
   */
  listStreams(options?: ListStreamsOptions): AsyncIterable<ListedStream>;

  /** The rule sets that appends were judged by. Together with the events they allow every merge to be re-checked. */
  readRuleSets(): AsyncIterable<RuleSet>;

  /** Closes the adapter, as `await using` does at the end of a block. */
  close(): Promise<void>;
}

/** `ReadAllOptions` with event types that the compiler checks. */
export type ReadAllOptionsFor<E extends Event> = Omit<ReadAllOptions, "types"> & {
  readonly types?: readonly EventType<E>[] | undefined;
};
