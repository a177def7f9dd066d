/**
 * The contract between the event store and a storage adapter.
 *
 * An adapter knows nothing of conflict rules. It answers one question, "is there an event after this version that
 * matches?", and appends in the same atomic step.
 */

import type { ExpectedVersion } from "../events/expected-version.ts";
import type { RecordedEvent } from "../events/event.ts";
import type { RuleSet } from "../rules/conflict-rules.ts";
import type { ConflictsWith } from "../rules/partial-evaluation.ts";

/** The most conflicting events that an adapter reports for one append: the first ones, by version. */
export const MAX_REPORTED_CONFLICTS = 100;

/** What an adapter's author writes. `@truce/testkit` has the conformance suite to run against it. */
export interface StorageAdapter {
  /**
   * Appends all events or none, atomically, in the order of {@link AppendRequest}. A refused append writes nothing.
   *
   * @throws UnavailableError where nothing was written for certain, and OutcomeUnknownError where that is not known.
   * Either may be tried again with the same request.
   */
  append(request: AppendRequest): Promise<AppendOutcome>;

  /** The events of one stream in the order of their versions, as of no earlier than the call. */
  readStream(streamId: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent>;

  /** The events of the whole store by position, never skipping one that is committed later at a lower position. */
  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent>;

  /** The rule sets that judged appends, each once: with the events, all that is needed to judge them again. */
  readRuleSets(): AsyncIterable<RuleSet>;

  /** Lets go of what the adapter itself has opened. Called again, it does nothing. */
  close(): Promise<void>;
}

/**
 * An append, checked and ready: an adapter need not check it again. It is carried out in this order:
 *
 * 1. If all event ids are already in the stream, side by side, in this order, with this content: `duplicate`.
 *    If only some are, or order or content differs: `id-reused`.
 * 2. If `mode` is `"look-up"`, or the stream does not fit `expectedVersion`, or it is shorter than `checkAfter`:
 *    `wrong-version`.
 * 3. If `checkAfter` is a number and an event with a version above it is one that `conflictsWith` speaks of: `conflict`.
 * 4. Otherwise all events are written, at consecutive versions after the stream's current one: `appended`, or `merged`
 *    where the expected version is a number below the stream's.
 */
export interface AppendRequest {
  /** `"look-up"` only asks whether these events are in the stream already. Such an append is never written. */
  readonly mode: "write" | "look-up";
  /** The stream to append to. */
  readonly streamId: string;
  /** At least one, each with an id of its own. */
  readonly events: readonly NewEvent[];
  /**
   * What the caller claimed, to be recorded. Of the version it asks only: `"noStream"` wants an empty stream,
   * `"streamExists"` one that is not, and a number none that is shorter.
   */
  readonly expectedVersion: ExpectedVersion;
  /**
   * Conflicts are looked for among the events with a higher version than this; if it is null, nowhere. It is the
   * expected version if that is a number, or a higher version if the store itself has judged the events up to there.
   */
  readonly checkAfter: number | null;
  /** Which events conflict. Never wider than needed, and an empty list where none can. */
  readonly conflictsWith: ConflictsWith;
  /** Identity of this append, to be recorded; the same when it is tried again. */
  readonly appendId: string;
  /** The rules behind it, to be stored once by fingerprint; null where the store has none. */
  readonly rules: RuleSet | null;
}

/** An event to be written. Payload and metadata are JSON texts: checked, and to be read back as the same JSON. */
export interface NewEvent {
  /** The event's identity: unique in its stream. */
  readonly id: string;
  /** The event type. */
  readonly type: string;
  /** JSON text of the payload. */
  readonly data: string;
  /** JSON text of an object; `{}` where the caller gave none. */
  readonly metadata: string;
}

/** What became of an append. Only faults are thrown. */
export type AppendOutcome = AppendedOutcome | ConflictOutcome | WrongVersionOutcome | IdReusedOutcome;

/** The events are in the stream, once. */
export interface AppendedOutcome {
  /** Tells the outcomes apart. */
  readonly kind: "appended" | "merged" | "duplicate";
  /** Version of the append's first event. */
  readonly firstVersion: number;
  /** Version of its last event. */
  readonly lastVersion: number;
  /** Position of its last event. */
  readonly position: number;
}

/** At least one committed event conflicts. Nothing was written. */
export interface ConflictOutcome {
  /** Tells the outcomes apart. */
  readonly kind: "conflict";
  /** The stream's version when it was judged. */
  readonly actualVersion: number;
  /** The first {@link MAX_REPORTED_CONFLICTS} events that matched, by version. */
  readonly conflicting: readonly RecordedEvent[];
  /** How many matched in all. */
  readonly count: number;
}

/** The stream does not fit the request, or the append was only looked up and is not in it. Nothing was written. */
export interface WrongVersionOutcome {
  /** Tells the outcomes apart. */
  readonly kind: "wrong-version";
  /** The stream's version when it was looked at. */
  readonly actualVersion: number;
}

/** An event id is already in the stream, and this is not the same append again. Nothing was written. */
export interface IdReusedOutcome {
  /** Tells the outcomes apart. */
  readonly kind: "id-reused";
  /** The first such id in the append. */
  readonly eventId: string;
  /** Where it is in the stream. */
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
  /** Only events of these types. */
  readonly types?: readonly string[] | undefined;
  /** Only events in streams of these categories. */
  readonly categories?: readonly string[] | undefined;
  /** At most this many. */
  readonly limit?: number | undefined;
}
