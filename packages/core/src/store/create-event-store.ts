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
import { checkSubscribe, subscribe } from "../subscriptions/subscribe.ts";
import { isConflictRules } from "../rules/conflict-rules.ts";
import type { ConflictRulesFor } from "../rules/conflict-rules-for.ts";
import { appendDecided } from "./append-decided.ts";
import { appendOrMerge, type StoreContext } from "./append-or-merge.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import { checkReadStateOptions } from "./check-snapshot.ts";
import type { EventStore } from "./event-store.ts";
import { firstOf } from "./first-of.ts";
import { prepareAppend, type AppendSettings, type PreparedAppend } from "./prepare-append.ts";
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
 * @example
 * ```ts
 * const store = createEventStore<ClientEvent>({ adapter: memoryAdapter(), rules });
 * ```
 */
export function createEventStore<E extends Event = Event>(options: EventStoreOptions<E>): EventStore<E> {
  const { adapter, rules, project, limits, retry } = checkOptions(options);
  const context = { adapter, rules, retry };

  // Async, so that invalid arguments reject.
  const tryAppend: EventStore<E>["tryAppend"] = async (streamId, events, appendOptions) =>
    await appendPrepared(
      context,
      prepareAppend({ rules, limits, project }, { streamId, events, options: appendOptions }),
    );

  const store: EventStore<E> = {
    adapter,
    rules,
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
      return adapter.readStream(streamId, checkReadStream(readOptions)) as AsyncIterable<RecordedEvent<E>>;
    },
    async streamVersion(streamId) {
      const last = await firstOf(store.readStream(streamId, LAST));
      return last?.version ?? 0;
    },
    async readState(streamId, evolution, readOptions) {
      const { snapshot } = checkReadStateOptions(readOptions, evolution.initialState);
      const { state, version } = await readState({ store, streamId, evolution }, snapshot);
      return { state, version };
    },
    readAll(readOptions) {
      return adapter.readAll(checkReadAll(readOptions)) as AsyncIterable<RecordedEvent<E>>;
    },
    subscribe: (subscribeOptions) => subscribe(store, checkSubscribe(subscribeOptions)),
    async lastPosition() {
      const last = await firstOf(adapter.readAll(LAST));
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
  const { adapter, rules = null, projections = [], limits, retry, ...unknown } = options;
  refuseUnknownKeys(unknown, "options");
  if (typeof (adapter as StorageAdapter | undefined)?.append !== "function") {
    throw new InvalidInputError("options.adapter", "must be a storage adapter, such as memoryAdapter()");
  }
  if (rules !== null && !isConflictRules(rules)) {
    const problem =
      "must come from defineConflictRules({ rules: { ... } }), conflictRulesFrom or compiled rule files";
    throw new InvalidInputError("options.rules", problem);
  }
  if (projections.length > 0 && !adapter.projects) {
    throw new InvalidInputError("options.projections", "need an adapter that writes them with the events");
  }
  return {
    adapter,
    rules,
    project: projectWith(projections),
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
