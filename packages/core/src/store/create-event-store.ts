/** Puts an event store together from an adapter and rules. */

import { v7 as uuidv7 } from "uuid";

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import { categoryOf } from "../events/stream-id.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { refusalError } from "../errors/refusals.ts";
import { checkEvents, checkExpectedVersion, checkName, checkVersion } from "../input/check-append.ts";
import { checkReadAll, checkReadStream } from "../input/check-read.ts";
import { DEFAULT_LIMITS, type Limits } from "../input/limits.ts";
import type { ConflictRules } from "../rules/conflict-rules.ts";
import { conflictsWith } from "../rules/partial-evaluation.ts";
import { appendDecided } from "./append-decided.ts";
import { appendJudged, type AppendContext, type JudgedAppend } from "./append-judged.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import type { AppendOptions, EventStore } from "./event-store.ts";
import { retryFrom, type RetryOptions } from "./retry.ts";

/** What an event store is made of. */
export interface EventStoreOptions {
  /** Where the events are kept. */
  readonly adapter: StorageAdapter;
  /** Without rules, every out-of-date append conflicts. */
  readonly rules?: ConflictRules | undefined;
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
export function createEventStore<E extends Event = Event>(options: EventStoreOptions): EventStore<E> {
  const { adapter, rules = null } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const context = { adapter, rules, retry: retryFrom(options.retry, DEFAULT_ATTEMPTS) };

  const tryAppend: EventStore<E>["tryAppend"] = (streamId, events, appendOptions) =>
    checkAndAppend(context, limits, { streamId, events, options: appendOptions });

  return {
    rules,
    tryAppend,
    async append(streamId, events, appendOptions) {
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
    readStream(streamId, readOptions = {}) {
      checkReadStream(streamId, readOptions);
      return adapter.readStream(streamId, readOptions) as AsyncIterable<RecordedEvent<E>>;
    },
    readAll(readOptions = {}) {
      checkReadAll(readOptions);
      return adapter.readAll(readOptions) as AsyncIterable<RecordedEvent<E>>;
    },
    readRuleSets: () => adapter.readRuleSets(),
    close: () => adapter.close(),
  };
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
  const judged = checkInput(context.rules, limits, input);
  const { decidedAt } = input.options;
  if (decidedAt === undefined) return await appendJudged(context, judged);
  checkDecidedAt(decidedAt, judged.request.expectedVersion);
  return await appendDecided(context, judged, decidedAt);
}

function checkInput(rules: ConflictRules | null, limits: Limits, input: AppendInput): JudgedAppend {
  const { streamId } = input;
  // A caller without a compiler may have forgotten the options.
  const { expectedVersion } = (input.options as AppendOptions | undefined) ?? {};
  checkName(streamId, "streamId");
  checkExpectedVersion(expectedVersion, "options.expectedVersion");
  const checked = checkEvents(input.events, limits);
  const incoming = checked.map(({ judged }) => judged);
  const evaluation = conflictsWith(rules, categoryOf(streamId), incoming);
  return {
    request: {
      streamId,
      events: checked.map(({ written }) => written),
      expectedVersion,
      checkAfter: typeof expectedVersion === "number" ? expectedVersion : null,
      conflictsWith: evaluation.conflictsWith,
      appendId: uuidv7(),
      rules: rules && { fingerprint: rules.fingerprint, canonicalJson: rules.canonicalJson },
    },
    incoming,
    exact: evaluation.exact,
  };
}

function checkDecidedAt(decidedAt: unknown, expectedVersion: unknown): void {
  checkVersion(decidedAt, "options.decidedAt");
  if (typeof expectedVersion === "number" && decidedAt < expectedVersion) {
    throw new InvalidInputError(
      "options.decidedAt",
      `is ${decidedAt}, below the expected version ${expectedVersion}`,
    );
  }
}
