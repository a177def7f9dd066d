/** Creates an event store from an adapter and conflict rules. */

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { refusalError } from "./refusal-errors.ts";
import { checkListStreams, checkReadAll, checkReadStream } from "../input/check-read.ts";
import { checkName, refuseUnknownKeys } from "../input/check-values.ts";
import { limitsFrom, type Limits } from "../input/limits.ts";
import type { EventHandler } from "../projections/projection.ts";
import { projectWith } from "../projections/run-projections.ts";
import { lastEvent } from "../subscriptions/follow.ts";
import { checkSubscribe, subscribe } from "../subscriptions/subscribe.ts";
import { checkTypesOfToday } from "../upcasters/check-type.ts";
import { storedRules } from "../upcasters/stored-rules.ts";
import { isUpcasters, type Upcasters } from "../upcasters/upcasters.ts";
import { isConflictRules } from "../rules/conflict-rules.ts";
import type { ConflictRulesFor } from "../rules/conflict-rules-for.ts";
import { appendDecided } from "./append-decided.ts";
import { appendOrMerge } from "./append-or-merge.ts";
import type { StoreContext } from "./store-context.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import { checkReadStateOptions } from "./check-snapshot.ts";
import type { EventStore } from "./event-store.ts";
import { prepareAppend, type AppendSettings, type PreparedAppend } from "./prepare-append.ts";
import { readAll, readStream } from "./read-events.ts";
import { readState } from "./read-state.ts";
import { retryFrom, type RetryOptions } from "../waiting/retry.ts";

/** The options of an event store. */
export interface EventStoreOptions<E extends Event = Event> {
  /** Where the events are stored. */
  readonly adapter: StorageAdapter;
  /**
   * The conflict rules. Without rules, every out-of-date append conflicts. Rules from a module that `truce build` wrote are
   * accepted only if the store's events have every name that the rules use.
   */
  readonly rules?: ConflictRulesFor<E> | undefined;
  /** How events that were stored in the past are read today. Without it, every event is read as it was stored. */
  readonly upcasters?: Upcasters<E> | undefined;
  /**
   * What is done in the transaction of each append, such as `projectInto(clients, table)`: events and rows are written
   * together, or neither. It needs an adapter that can do this, as those of Truce can.
   */
  readonly projections?: readonly EventHandler<E>[] | undefined;
  /** The maximum size of an append. */
  readonly limits?: Partial<Limits> | undefined;
  /** How often an append is tried if the storage is unavailable or the outcome unknown. The default is 5 attempts. */
  readonly retry?: RetryOptions | undefined;
}

const DEFAULT_ATTEMPTS = 5;

/** Reads only the last event. */
const LAST = { direction: "backwards", limit: 1 } as const;

/**
 * Creates an event store.
 *
 * @throws InvalidInputError (code `invalid-input`) for an invalid option; InvalidUpcastersError (`invalid-upcasters`) if the
 * rules name a stored type that is not one of today's types.
 *
 * @example
 * ```ts
 * const store = createEventStore<ClientEvent>({ adapter: memoryAdapter(), rules });
 * ```
 */
export function createEventStore<E extends Event = Event>(options: EventStoreOptions<E>): EventStore<E> {
  const settings = checkOptions(options);
  const { adapter, rules, upcasters } = settings;

  // Async, so that invalid arguments reject.
  const tryAppend: EventStore<E>["tryAppend"] = async (streamId, events, appendOptions) =>
    await appendPrepared(settings, prepareAppend(settings, { streamId, events, options: appendOptions }));

  const store: EventStore<E> = {
    adapter,
    rules,
    upcasters,
    storedRules: settings.storedRules,
    tryAppend,
    append: async (streamId, events, appendOptions) => {
      const answer = await tryAppend(streamId, events, appendOptions);
      switch (answer.kind) {
        case "appended":
        case "merged":
        case "duplicate":
          return answer;
        default:
          throw refusalError(answer);
      }
    },
    readStream(streamId, readOptions) {
      checkName(streamId, "streamId");
      return readStream(settings, streamId, checkReadStream(readOptions)) as AsyncIterable<RecordedEvent<E>>;
    },
    async streamVersion(streamId) {
      checkName(streamId, "streamId");
      for await (const { version } of adapter.readStream(streamId, LAST)) return version;
      return 0;
    },
    async readState(streamId, evolution, readOptions) {
      const { snapshot } = checkReadStateOptions(readOptions, evolution.initialState);
      const { state, version } = await readState({ store, streamId, evolution }, snapshot);
      return { state, version };
    },
    readAll(readOptions) {
      const checked = checkReadAll(readOptions);
      checkTypesOfToday(upcasters, checked.types, "options.types");
      return readAll(settings, checked) as AsyncIterable<RecordedEvent<E>>;
    },
    subscribe(subscribeOptions) {
      const checked = checkSubscribe(subscribeOptions);
      checkTypesOfToday(upcasters, checked.types, "options.types");
      return subscribe(store, checked);
    },
    async lastPosition() {
      const last = await lastEvent(adapter);
      return last?.position ?? 0;
    },
    listStreams: (listOptions) => adapter.listStreams(checkListStreams(listOptions)),
    readRuleSets: () => adapter.readRuleSets(),
    close: () => adapter.close(),
    [Symbol.asyncDispose]: () => adapter.close(),
  };
  return store;
}

function checkOptions(options: EventStoreOptions): StoreContext & AppendSettings {
  const { adapter, rules = null, upcasters = null, projections = [], limits, retry, ...unknown } = options;
  refuseUnknownKeys(unknown, "options");
  if (typeof (adapter as StorageAdapter | undefined)?.append !== "function") {
    throw new InvalidInputError("options.adapter", "must be a storage adapter, such as memoryAdapter()");
  }
  if (rules !== null && !isConflictRules(rules)) {
    const problem =
      "must come from defineConflictRules({ rules: { ... } }), conflictRulesFrom or compiled rule files";
    throw new InvalidInputError("options.rules", problem);
  }
  if (upcasters !== null && !isUpcasters(upcasters)) {
    throw new InvalidInputError("options.upcasters", "must come from defineUpcasters({ ... })");
  }
  projections.forEach(({ types }, index) => {
    checkTypesOfToday(upcasters, types, `options.projections[${index}].types`);
  });
  if (projections.length > 0 && !adapter.projects) {
    throw new InvalidInputError("options.projections", "need an adapter that writes them with the events");
  }
  return {
    adapter,
    rules,
    upcasters,
    storedRules: rules && upcasters ? storedRules(rules, upcasters) : rules,
    project: projectWith(projections, upcasters),
    limits: limitsFrom(limits),
    retry: retryFrom(retry, DEFAULT_ATTEMPTS),
  };
}

async function appendPrepared(
  context: StoreContext,
  prepared: PreparedAppend,
): Promise<AppendResult | Refusal> {
  const { decisionVersion } = prepared;
  return decisionVersion === undefined
    ? await appendOrMerge(context, prepared)
    : await appendDecided(context, prepared, decisionVersion);
}
