/// <reference lib="esnext.disposable" preserve="true" />

/**
 * The reference adapter: the shortest program that fulfils the whole contract. Read it before you write another adapter,
 * and run the same conformance suite against yours.
 */

import { categoryOf, type RuleSet } from "@truce/core";
import {
  compareStreamIds,
  StoreClosedError,
  type AppendedOutcome,
  type AppendOutcome,
  type AppendRequest,
  type ListedStream,
  type ListStreamsOptions,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StorageAdapter,
  type TransactionScope,
} from "@truce/core/adapter";

import { findConflict } from "./conflict-check.ts";
import { processorState } from "./processor-state.ts";
import { findRepetition } from "./repetition.ts";
import { snapshotsInMemory } from "./snapshots.ts";
import {
  emptyStream,
  recordedEvent,
  storedEvents,
  type StoredEvent,
  type StoredStream,
} from "./stored-event.ts";
import { findWrongVersion } from "./version-check.ts";

/** The options of {@link memoryAdapter}. */
export interface MemoryAdapterOptions {
  /** The clock for `recordedAt`. The default is the system clock. */
  readonly now?: (() => Date) | undefined;
}

/**
 * Stores events in memory, for tests, prototypes and browsers. The events are lost with the adapter. The store never shares
 * objects with its callers: they can change what they passed or got without an effect on the store.
 *
 * A read returns the store as it was when its iteration began. It never skips or repeats an event, and it always ends, even
 * if the loop over it appends. After `close`, all calls and all running reads reject with a StoreClosedError (code
 * `store-closed`).
 *
 * @example
 * ```ts
 * const store = createEventStore<ClientEvent>({ adapter: memoryAdapter(), rules });
 * ```
 */
export function memoryAdapter({ now = () => new Date() }: MemoryAdapterOptions = {}): StorageAdapter &
  AsyncDisposable {
  /** Every event of the store, position `n` at index `n - 1`. INVARIANT: it changes only by adding rows at the end. */
  const log: StoredEvent[] = [];
  const streams = new Map<string, StoredStream>();
  const ruleSets = new Map<string, RuleSet>();
  const listeners = new Set<() => void>();
  /** The last of the appends that wait for the projections of others. Undefined if none waits. */
  let waiting: Promise<unknown> | undefined;
  let isClosed = false;

  async function close(): Promise<void> {
    isClosed = true;
  }

  function checkOpen(): void {
    if (isClosed) throw new StoreClosedError();
  }

  /** Carries out the appends one after the other, because the projections of an append take time. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = (waiting ?? Promise.resolve()).then(work);
    const last = turn.then(ignore, ignore).finally(() => {
      if (waiting === last) waiting = undefined;
    });
    waiting = last;
    return turn;
  }

  async function appendAndProject(request: AppendRequest): Promise<AppendOutcome> {
    checkOpen();
    const decided = decide(request);
    if (!("written" in decided)) return decided;
    // An effect in memory cannot be rolled back, so only what the last projection saves is certain to have its events.
    await request.project?.(decided.written.map(recordedEvent), NO_TRANSACTION);
    return write(decided);
  }

  /** Steps 1 to 3. */
  function decide(request: AppendRequest): AppendOutcome | Decided {
    const stream = streams.get(request.streamId) ?? emptyStream();
    return (
      findRepetition(stream, request) ??
      findWrongVersion(stream, request) ??
      findConflict(stream, request) ?? {
        request,
        stream,
        written: storedEvents(request, stream.events.length, log.length, now().getTime()),
      }
    );
  }

  /** Step 4. INVARIANT: nothing throws here, so that either all events are written or none. */
  function write({ request, stream, written }: Decided): AppendedOutcome {
    const { streamId, expectedVersion, rules } = request;
    const version = stream.events.length;

    streams.set(streamId, stream);
    for (const event of written) {
      log.push(event);
      stream.events.push(event);
      stream.versions.set(event.id, event.version);
    }
    for (const listener of listeners) queueMicrotask(listener);
    if (rules !== null && !ruleSets.has(rules.fingerprint)) {
      ruleSets.set(rules.fingerprint, copyOf(rules));
    }

    const isBehind = typeof expectedVersion === "number" && expectedVersion < version;
    return {
      kind: isBehind ? "merged" : "appended",
      firstVersion: version + 1,
      lastVersion: version + written.length,
      position: log.length,
    };
  }

  return {
    async append(request) {
      checkOpen();
      if (request.project || waiting) return await inTurn(() => appendAndProject(request));
      // Atomic because it never awaits: no other append and no read can run between this line and the next.
      const decided = decide(request);
      return "written" in decided ? write(decided) : decided;
    },

    async *readStream(streamId, options = {}) {
      checkOpen();
      const { events, versions } = streams.get(streamId) ?? emptyStream();
      const { afterVersion, beforeVersion, direction, limit } = withinOneEvent(versions, options);
      const range = { after: afterVersion, before: beforeVersion, direction };
      for (const event of eventsIn(events, range, () => true, limit)) {
        checkOpen();
        yield recordedEvent(event);
      }
    },

    async *readAll(options = {}) {
      checkOpen();
      const { afterPosition, beforePosition, direction, limit } = options;
      const range = { after: afterPosition, before: beforePosition, direction };
      for (const event of eventsIn(log, range, filterOf(options), limit)) {
        checkOpen();
        yield recordedEvent(event);
      }
    },

    async *listStreams(options = {}) {
      checkOpen();
      for (const listed of streamsToList(streams, options)) {
        checkOpen();
        yield listed;
      }
    },

    async *readRuleSets() {
      checkOpen();
      for (const ruleSet of [...ruleSets.values()]) {
        checkOpen();
        yield copyOf(ruleSet);
      }
    },

    watch(listener) {
      const call = (): void => listener();
      listeners.add(call);
      return () => listeners.delete(call);
    },

    processors: processorState(now, checkOpen),
    projects: true,
    snapshots: snapshotsInMemory(checkOpen),

    close,
    [Symbol.asyncDispose]: close,
  };
}

/** An append that is to be written. */
interface Decided {
  readonly request: AppendRequest;
  readonly stream: StoredStream;
  readonly written: readonly StoredEvent[];
}

/** Appends with projections run one after the other, so there is nothing to lock. */
const NO_TRANSACTION: TransactionScope = { transaction: undefined, lock: async () => {} };

function ignore(): void {}

/** The options, limited to the version of the event if they ask for an event id. */
function withinOneEvent(versions: StoredStream["versions"], options: ReadStreamOptions): ReadStreamOptions {
  const { eventId, afterVersion = 0, beforeVersion = Infinity } = options;
  if (eventId === undefined) return options;
  const version = versions.get(eventId);
  if (version === undefined) return { limit: 0 };
  return {
    ...options,
    afterVersion: Math.max(afterVersion, version - 1),
    beforeVersion: Math.min(beforeVersion, version + 1),
  };
}

/** A part of a stream by version, or of the whole store by position. */
interface Range {
  readonly after: number | undefined;
  readonly before: number | undefined;
  readonly direction: "forwards" | "backwards" | undefined;
}

/**
 * The wanted events of a range, in the order of reading. Events that are added meanwhile are not among them.
 *
 * @param events - Event `n` is at index `n - 1`.
 */
function* eventsIn(
  events: readonly StoredEvent[],
  { after = 0, before = Infinity, direction = "forwards" }: Range,
  isWanted: (event: StoredEvent) => boolean,
  limit = Infinity,
): Generator<StoredEvent> {
  const first = after + 1;
  const last = Math.min(before - 1, events.length);
  let left = limit;
  for (let step = 0; step <= last - first && left > 0; step++) {
    const number = direction === "forwards" ? first + step : last - step;
    const event = events[number - 1] as StoredEvent;
    if (!isWanted(event)) continue;
    left--;
    yield event;
  }
}

/** The streams that the options ask for, in the order of their ids. */
function streamsToList(
  streams: ReadonlyMap<string, StoredStream>,
  { category, afterStreamId = "", limit }: ListStreamsOptions,
): readonly ListedStream[] {
  return Array.from(streams, ([streamId, { events }]) => ({ streamId, version: events.length }))
    .filter(({ streamId }) => category === undefined || categoryOf(streamId) === category)
    .filter(({ streamId }) => compareStreamIds(streamId, afterStreamId) > 0)
    .toSorted((left, right) => compareStreamIds(left.streamId, right.streamId))
    .slice(0, limit);
}

function filterOf({ types, categories }: ReadAllOptions): (event: StoredEvent) => boolean {
  const wantedTypes = types && new Set(types);
  const wantedCategories = categories && new Set(categories);
  return ({ type, streamId }) =>
    (wantedTypes?.has(type) ?? true) && (wantedCategories?.has(categoryOf(streamId)) ?? true);
}

function copyOf({ fingerprint, canonicalJson }: RuleSet): RuleSet {
  return { fingerprint, canonicalJson };
}
