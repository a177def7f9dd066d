/** Puts an event store together from an adapter and rules. */

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import { categoryOf } from "../events/stream-id.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { refusalError } from "../errors/refusals.ts";
import { checkEvents } from "../input/check-append.ts";
import { checkReadAll, checkReadStream } from "../input/check-read.ts";
import {
  checkExpectedVersion,
  checkName,
  checkObject,
  checkVersion,
  refuseUnknownKeys,
} from "../input/check-values.ts";
import { limitsFrom, type Limits } from "../input/limits.ts";
import { newId } from "../input/new-id.ts";
import { isConflictRules, type ConflictRules } from "../rules/conflict-rules.ts";
import type { ConflictRulesFor } from "../rules/conflict-rules-for.ts";
import { conflictsWith } from "../rules/partial-evaluation.ts";
import { appendDecided } from "./append-decided.ts";
import { appendJudged, type AppendContext, type JudgedAppend } from "./append-judged.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import type { AppendOptions, EventStore } from "./event-store.ts";
import { retryFrom, type RetryOptions } from "./retry.ts";

/** What an event store is made of. */
export interface EventStoreOptions<E extends Event = Event> {
  /** Where the events are kept. */
  readonly adapter: StorageAdapter;
  /** Without rules, every out-of-date append conflicts. What rules of `truce build` name, the events must have. */
  readonly rules?: ConflictRulesFor<E> | undefined;
  /** How large an append may be. */
  readonly limits?: Partial<Limits> | undefined;
  /** How often an append is tried when the storage is unavailable or its outcome unknown; 5 attempts unless set. */
  readonly retry?: RetryOptions | undefined;
}

const DEFAULT_ATTEMPTS = 5;

/**
 * Creates an event store.
 *
 * @example
 * ```ts
 * const store = createEventStore<ClientEvent>({ adapter: memoryAdapter(), rules });
 * ```
 */
export function createEventStore<E extends Event = Event>(options: EventStoreOptions<E>): EventStore<E> {
  const { adapter, rules, limits, retry } = checkOptions(options);
  const context = { adapter, rules, retry };

  const tryAppend: EventStore<E>["tryAppend"] = (streamId, events, appendOptions) =>
    checkAndAppend(context, limits, { streamId, events, options: appendOptions });

  return {
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
    readAll(readOptions) {
      return adapter.readAll(checkReadAll(readOptions)) as AsyncIterable<RecordedEvent<E>>;
    },
    readRuleSets: () => adapter.readRuleSets(),
    close: () => adapter.close(),
  };
}

function checkOptions(options: EventStoreOptions): AppendContext & { readonly limits: Limits } {
  const { adapter, rules = null, limits, retry, ...unknown } = options;
  refuseUnknownKeys(unknown, "options");
  if (typeof (adapter as StorageAdapter | undefined)?.append !== "function") {
    throw new InvalidInputError("options.adapter", "must be a storage adapter, such as memoryAdapter()");
  }
  if (rules !== null && !isConflictRules(rules)) {
    const problem =
      "must come from defineConflictRules({ rules: { ... } }), conflictRulesFrom or compiled rule files";
    throw new InvalidInputError("options.rules", problem);
  }
  return { adapter, rules, limits: limitsFrom(limits), retry: retryFrom(retry, DEFAULT_ATTEMPTS) };
}

interface AppendInput {
  readonly streamId: string;
  readonly events: readonly Event[];
  readonly options: AppendOptions;
}

async function checkAndAppend(
  context: AppendContext,
  limits: Limits,
  input: AppendInput,
): Promise<AppendResult | Refusal> {
  const { judged, decidedAt } = checkInput(context.rules, limits, input);
  if (decidedAt === undefined) return await appendJudged(context, judged);
  return await appendDecided(context, judged, decidedAt);
}

interface CheckedInput {
  readonly judged: JudgedAppend;
  readonly decidedAt: number | undefined;
}

function checkInput(rules: ConflictRules | null, limits: Limits, input: AppendInput): CheckedInput {
  const { streamId } = input;
  checkName(streamId, "streamId");
  const { expectedVersion: claimed, decidedAt, ...unknown } = checkObject(input.options, "options");
  refuseUnknownKeys(unknown, "options");
  const expectedVersion = checkExpectedVersion(claimed, "options.expectedVersion");
  checkDecidedAt(decidedAt, expectedVersion);
  const checked = checkEvents(input.events, limits);
  const incoming = checked.map(({ judged }) => judged);
  const evaluation = conflictsWith(rules, categoryOf(streamId), incoming);
  const request = {
    streamId,
    events: checked.map(({ written }) => written),
    expectedVersion,
    checkAfter: typeof expectedVersion === "number" ? expectedVersion : null,
    conflictsWith: evaluation.conflictsWith,
    appendId: newId(),
    rules: rules && { fingerprint: rules.fingerprint, canonicalJson: rules.canonicalJson },
  };
  return { judged: { request, incoming, exact: evaluation.exact }, decidedAt };
}

function checkDecidedAt(
  decidedAt: unknown,
  expectedVersion: ExpectedVersion,
): asserts decidedAt is number | undefined {
  if (decidedAt === undefined) return;
  checkVersion(decidedAt, "options.decidedAt");
  if (typeof expectedVersion === "number" && decidedAt < expectedVersion) {
    throw new InvalidInputError(
      "options.decidedAt",
      `is ${decidedAt}, below the expected version ${expectedVersion}`,
    );
  }
}
