/**
 * The contract between the event store and a storage adapter.
 *
 * An adapter knows nothing about conflict rules. It answers one question, "is there an event after this version that
 * matches?", and appends in the same atomic step.
 */

import type { ExpectedVersion } from "../events/expected-version.ts";
import type { RecordedEvent } from "../events/event.ts";
import type { RuleSet } from "../rules/conflict-rules.ts";
import type { ConflictsWith } from "../rules/partial-evaluation.ts";
import type { ProcessorStorage } from "./processor-storage.ts";
import type { TransactionScope } from "./transaction-scope.ts";
import type { SnapshotStore } from "./snapshot-store.ts";

/** How many conflicting events an adapter reports for one append, at most. */
export const MAX_REPORTED_CONFLICTS = 100;

/** The storage behind an event store. Run the conformance suite of `@truce/testkit` against each implementation. */
export interface StorageAdapter {
  /**
   * Appends all events or none, atomically, by the steps of {@link AppendRequest}. A refused append writes nothing.
   *
   * @throws UnavailableError if it is certain that nothing was written, or OutcomeUnknownError if the append may have been
   * written. In both cases the caller may send the same request again.
   */
  append(request: AppendRequest): Promise<AppendOutcome>;

  /** The events of one stream in the order of their versions, no older than the state at the call. */
  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent>;

  /**
   * The events of the whole store in the order of their positions. A reader that continues after the last position it has
   * read misses no event: an event is never committed later at a lower position. Backwards, the read begins with the last
   * event that a read forwards would yield at that time.
   */
  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent>;

  /**
   * The streams and their versions, in the order of {@link compareStreamIds}. Each stream that exists at the call is listed
   * once, with a version that it had at the call or later. A stream that appears during the read may be listed or not.
   */
  listStreams(options?: ListStreamsOptions): AsyncIterable<ListedStream>;

  /** The rule sets that appends were judged by, each once. Together with the events they allow every append to be re-checked. */
  readRuleSets(): AsyncIterable<RuleSet>;

  /**
   * Calls the listener soon after events may have been committed, by any program. It may call too often, and it may miss a
   * commit, for example while a connection is lost. Absent if the storage cannot tell: readers then look from time to time.
   *
   * @returns A function that ends the calls.
   */
  readonly watch?: ((listener: () => void) => () => void) | undefined;

  /** What processors need. Absent if the storage cannot keep their state. */
  readonly processors?: ProcessorStorage | undefined;

  /** Whether it carries out `project` of append requests. Absent if appends are not transactions that others can write in. */
  readonly projects?: true | undefined;

  /** Keeps snapshots for command handlers. Absent if the storage keeps none. */
  readonly snapshots?: SnapshotStore | undefined;

  /** Closes what the adapter itself has opened. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * An append that the store has validated. The adapter carries it out in these steps; the first one that applies decides the
 * outcome:
 *
 * 1. If all event ids are already in the stream, next to each other, in this order and with this content: `duplicate`.
 *    If only some of them are, or if the order or the content differs: `id-reused`.
 * 2. If `mode` is `"look-up"`, or the stream does not fit `expectedVersion`, or it is shorter than `checkAfter`:
 *    `wrong-version`.
 * 3. If `checkAfter` is a number, and `conflictsWith` matches an event with a higher version: `conflict`.
 * 4. Otherwise all events are written, at consecutive versions after the stream's version: `merged` if the expected version
 *    is a number below the stream's version, or else `appended`.
 */
export interface AppendRequest {
  /** `"look-up"` only asks whether these events are in the stream already. Such an append is never written. */
  readonly mode: "write" | "look-up";
  /** The stream to append to. */
  readonly streamId: string;
  /** At least one event. No two of them have the same id. */
  readonly events: readonly NewEvent[];
  /**
   * The version that the caller expects, to be recorded with the events. The stream fits `"noStream"` if it is empty,
   * `"streamExists"` if it is not empty, and a number if its version is at least that number. It always fits `"any"`.
   */
  readonly expectedVersion: ExpectedVersion;
  /**
   * Only events with a higher version than this can conflict; if it is null, none can. It is the expected version if that
   * is a number, or a higher version if the store itself has already judged the events up to there.
   */
  readonly checkAfter: number | null;
  /** Which events conflict; an empty list if none do. */
  readonly conflictsWith: ConflictsWith;
  /** The id of this append, to be recorded with the events. A retry has the same id. */
  readonly appendId: string;
  /** The rules behind `conflictsWith`, to be stored once per fingerprint; null if the store has no rules. */
  readonly rules: RuleSet | null;
  /**
   * What else is to be done in the transaction of the append, with the events as they are recorded. It is called only if
   * the events are written, once for all appends of a transaction that ask for the same function. It throws nothing but a
   * `ProjectionFailedError`; then nothing is written, `append` throws this error, and other appends are not affected. Only
   * adapters with `projects` get it.
   */
  readonly project?:
    ((events: readonly RecordedEvent[], scope: TransactionScope) => Promise<void>) | undefined;
}

/** An event to write. Payload and metadata are valid JSON texts. They must be read back as the same JSON. */
export interface NewEvent {
  /** The event's id, unique in its stream. */
  readonly id: string;
  /** The event type. */
  readonly type: string;
  /** JSON text of the payload. */
  readonly data: string;
  /** JSON text of an object; `{}` if the caller gave no metadata. */
  readonly metadata: string;
}

/** What an append led to. Refusals are outcomes too; only faults are thrown. */
export type AppendOutcome = AppendedOutcome | ConflictOutcome | WrongVersionOutcome | IdReusedOutcome;

/** The events are in the stream, exactly once. */
export interface AppendedOutcome {
  /** The kind of outcome. */
  readonly kind: "appended" | "merged" | "duplicate";
  /** The version of the append's first event. */
  readonly firstVersion: number;
  /** The version of its last event. */
  readonly lastVersion: number;
  /** The position of its last event. */
  readonly position: number;
}

/** At least one committed event conflicts. Nothing was written. */
export interface ConflictOutcome {
  /** The kind of outcome. */
  readonly kind: "conflict";
  /** The stream's version when the append was checked. */
  readonly actualVersion: number;
  /** The conflicting events with the lowest versions, at most {@link MAX_REPORTED_CONFLICTS}, in the order of their versions. */
  readonly conflicting: readonly RecordedEvent[];
  /** How many committed events conflict. */
  readonly count: number;
}

/** The stream does not fit the request, or a look-up did not find the events in it. Nothing was written. */
export interface WrongVersionOutcome {
  /** The kind of outcome. */
  readonly kind: "wrong-version";
  /** The stream's version when the append was checked. */
  readonly actualVersion: number;
}

/** An event id is already in the stream, but this is not the same append again. Nothing was written. */
export interface IdReusedOutcome {
  /** The kind of outcome. */
  readonly kind: "id-reused";
  /** The first such id in the append. */
  readonly eventId: string;
  /** The version of the committed event that has this id. */
  readonly version: number;
}

/** Which events of a stream to read. */
export interface ReadStreamOptions {
  /** Only events with a higher version. */
  readonly afterVersion?: number | undefined;
  /** Only events with a lower version. */
  readonly beforeVersion?: number | undefined;
  /** `"forwards"` (the default): from the first to the last. */
  readonly direction?: "forwards" | "backwards" | undefined;
  /** Only the event with this id. */
  readonly eventId?: string | undefined;
  /** At most this many. */
  readonly limit?: number | undefined;
}

/** Which events of the whole store to read. */
export interface ReadAllOptions {
  /** Only events with a higher position. */
  readonly afterPosition?: number | undefined;
  /** Only events with a lower position. */
  readonly beforePosition?: number | undefined;
  /** `"forwards"` (the default): from the first to the last. */
  readonly direction?: "forwards" | "backwards" | undefined;
  /** Only events of these types. */
  readonly types?: readonly string[] | undefined;
  /** Only events in streams of these categories. */
  readonly categories?: readonly string[] | undefined;
  /** At most this many. */
  readonly limit?: number | undefined;
}

/** Which streams to list. */
export interface ListStreamsOptions {
  /** Only streams of this category. */
  readonly category?: string | undefined;
  /** Only streams whose ids come after this one. It need not be the id of a stream. */
  readonly afterStreamId?: string | undefined;
  /** At most this many. */
  readonly limit?: number | undefined;
}

/** A stream and its version. */
export interface ListedStream {
  /** The id of the stream. */
  readonly streamId: string;
  /** The version of its last event. */
  readonly version: number;
}
