/// <reference lib="esnext.disposable" preserve="true" />

/** What an application works with. */

import type { ReadAllOptions, ReadStreamOptions } from "../adapter/storage-adapter.ts";
import type { Event, EventType, RecordedEvent } from "../events/event.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import type { ConflictRules, RuleSet } from "../rules/conflict-rules.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import type { Evolution, ReadStateOptions, Snapshot } from "./evolution.ts";

/** Where an append belongs. */
export interface AppendOptions {
  /** What the caller last saw of the stream. */
  readonly expectedVersion: ExpectedVersion;
  /**
   * Version of the state that the events were decided on, at least the expected version. Where it is given, the append
   * is judged by the rules as ever, but refused as a stale decision if the stream is at any other version by then.
   */
  readonly decisionVersion?: number | undefined;
}

/** An event store that knows which events really conflict. */
export interface EventStore<E extends Event = Event> extends AsyncDisposable {
  /** The rules that out-of-date appends are judged by; null where every one of them conflicts. */
  readonly rules: ConflictRules | null;

  /**
   * Appends all events to a stream, or none.
   *
   * Appending the same events with the same ids again is safe: the second time it is a `duplicate`. Where a request may be
   * repeated, give the events ids of your own.
   *
   * @throws ConflictError (code `conflict`), WrongVersionError (`wrong-version`), IdReusedError (`id-reused`) or
   * StaleDecisionError (`stale-decision`) where the append is refused; InvalidInputError (`invalid-input`) before
   * anything is sent; PredicateFailedError (`predicate-failed`); ContentionError (`contention`); UnavailableError
   * (`unavailable`); StoreClosedError (`store-closed`); AdapterContractError (`adapter-contract`). In all these cases
   * nothing was written. OutcomeUnknownError (`outcome-unknown`) if that is not known. Adapters have faults of their own.
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

  /** The same, with refusals as values; everything else is thrown as {@link EventStore.append} does. */
  readonly tryAppend: (
    streamId: string,
    events: readonly E[],
    options: AppendOptions,
  ) => Promise<AppendResult | Refusal>;

  /** The events of a stream in the order of their versions; none where it does not exist. */
  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent<E>>;

  /**
   * The state of a stream now, and its version: the initial state and version 0 if the stream does not exist.
   *
   * @throws InvalidInputError (code `invalid-input`) or WrongVersionError (`wrong-version`) if the snapshot to continue from is
   * not a snapshot of this stream.
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

  /** The events of the whole store by position; none is ever skipped. */
  readAll(options?: ReadAllOptionsFor<E>): AsyncIterable<RecordedEvent<E>>;

  /** The rule sets that judged appends: with the events, all that is needed to judge every merge again. */
  readRuleSets(): AsyncIterable<RuleSet>;

  /** Closes the adapter. `await using` does it at the end of a block. */
  close(): Promise<void>;
}

/** `ReadAllOptions` with event types that the compiler checks. */
export type ReadAllOptionsFor<E extends Event> = Omit<ReadAllOptions, "types"> & {
  readonly types?: readonly EventType<E>[] | undefined;
};
