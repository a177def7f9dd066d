/**
 * Random appends. Which appends are interesting depends on what the store holds at that time. So the suite generates
 * intents ("be two versions behind", "repeat the third append in another order") and turns each into a request later.
 */

import type { JsonValue } from "@truce/core";
import type { AppendRequest, ConflictsWith, Matcher } from "@truce/core/adapter";
import fc from "fast-check";

import { event, field, request, ruleSet } from "../requests.ts";

export interface Intent {
  readonly mode: AppendRequest["mode"];
  /** Index of the stream. */
  readonly stream: number;
  readonly events: readonly {
    readonly type: string;
    readonly data: JsonValue;
    readonly metadata: { readonly by?: string };
  }[];
  readonly expected: "any" | "noStream" | "streamExists" | { readonly behind: number };
  /** How many versions above the expected one the store has already judged; null if it has judged none. */
  readonly judged: number | null;
  readonly conflictsWith: ConflictsWith;
  readonly rules: string | null;
  /** An earlier append to repeat. */
  readonly again: Again | null;
}

/** Which earlier append, counted from the latest, and what to change. */
interface Again {
  readonly back: number;
  readonly change:
    | "nothing"
    | "expectation"
    | "first only"
    | "last only"
    | "reversed"
    | "one more"
    | "type"
    | "data"
    | "metadata";
}

/** Random intents. They use few streams, types and payloads, so they often meet. */
export function intents(options: { readonly isExact: boolean }): fc.Arbitrary<readonly Intent[]> {
  const intent: fc.Arbitrary<Intent> = fc.record({
    mode: fc.oneof(
      { weight: 7, arbitrary: fc.constant("write" as const) },
      { weight: 1, arbitrary: fc.constant("look-up" as const) },
    ),
    stream: fc.nat({ max: 1 }),
    events: fc.array(newEvent, { minLength: 1, maxLength: 4 }),
    expected: fc.oneof(
      { weight: 6, arbitrary: fc.record({ behind: fc.integer({ min: -1, max: 6 }) }) },
      { weight: 3, arbitrary: fc.constantFrom("any", "noStream", "streamExists") },
    ),
    judged: fc.option(fc.nat({ max: 5 }), { freq: 2 }),
    conflictsWith: fc.oneof(
      { weight: 1, arbitrary: fc.constant("any-event" as const) },
      { weight: 5, arbitrary: fc.array(matcher(options.isExact), { maxLength: 3 }) },
    ),
    rules: fc.option(fc.constantFrom("one", "two")),
    again: fc.option(again, { freq: 3 }),
  });
  return fc.array(intent, { minLength: 1, maxLength: 20 });
}

const type = fc.constantFrom("A", "B", "C");
const scalar = fc.constantFrom(0, 1, "1", "", true, Number.MAX_SAFE_INTEGER);
const doubtful = fc.constantFrom<JsonValue>(null, {}, [1], 2 ** 53);
const fieldValue = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: doubtful });
const newEvent = fc.record({
  type,
  data: fc.oneof(
    fc.record({ x: fieldValue, y: fc.record({ z: fieldValue }, { requiredKeys: [] }) }, { requiredKeys: [] }),
    doubtful,
  ),
  metadata: fc.record({ by: fc.constantFrom("Ann", "Bob") }, { requiredKeys: [] }),
});
const again: fc.Arbitrary<Again> = fc.record({
  back: fc.nat({ max: 4 }),
  change: fc.constantFrom(
    "nothing",
    "expectation",
    "first only",
    "last only",
    "reversed",
    "one more",
    "type",
    "data",
    "metadata",
  ),
});

function matcher(isExact: boolean): fc.Arbitrary<Matcher> {
  const comparison = fc
    .tuple(fc.constantFrom(["x"], ["y", "z"], ["y"]), fc.constantFrom("=" as const, "!=" as const), scalar)
    .map(([path, operator, value]) => field(path, operator, value));
  const where = fc.array(comparison, { maxLength: isExact ? 2 : 0 });
  return fc.oneof(
    fc.record({ type, where }),
    fc.record({ anythingExcept: fc.uniqueArray(type, { maxLength: 3 }), where }),
  );
}

/**
 * Turns an intent into a request.
 *
 * @param streams - The ids of the streams.
 * @param versionOf - The current version of a stream.
 * @param earlier - The requests before this one, the latest last.
 */
export function requestFor(
  intent: Intent,
  streams: readonly [string, string],
  versionOf: (streamId: string) => number,
  earlier: readonly AppendRequest[],
): AppendRequest {
  const repeated = intent.again && earlier.at(-1 - intent.again.back);
  const { mode } = intent;
  if (intent.again && repeated?.events.length) {
    return { ...changed(repeated, intent.again.change, intent), mode };
  }

  const streamId = intent.stream === 0 ? streams[0] : streams[1];
  const version = versionOf(streamId);
  const expectedVersion =
    typeof intent.expected === "string" ? intent.expected : Math.max(0, version - intent.expected.behind);
  const from = typeof expectedVersion === "number" ? expectedVersion : Math.max(0, version - 3);
  return request(eventsOf(intent), {
    mode,
    streamId,
    expectedVersion,
    ...(intent.judged === null ? {} : { checkAfter: from + intent.judged }),
    conflictsWith: intent.conflictsWith,
    rules: intent.rules === null ? null : ruleSet(intent.rules),
  });
}

function eventsOf(intent: Intent): AppendRequest["events"] {
  return intent.events.map(({ type: name, data, metadata }) => event(name, data, { metadata }));
}

function changed(earlier: AppendRequest, change: Again["change"], intent: Intent): AppendRequest {
  if (change === "nothing") return earlier;
  if (change === "expectation") {
    return { ...earlier, expectedVersion: 0, checkAfter: 0, conflictsWith: intent.conflictsWith };
  }
  return { ...earlier, events: changedEvents(earlier.events, change, intent), appendId: crypto.randomUUID() };
}

function changedEvents(
  events: AppendRequest["events"],
  change: Exclude<Again["change"], "nothing" | "expectation">,
  intent: Intent,
): AppendRequest["events"] {
  switch (change) {
    case "first only":
      return events.slice(0, 1);
    case "last only":
      return events.slice(-1);
    case "reversed":
      return events.toReversed();
    case "one more":
      return [...events, ...eventsOf(intent)];
    case "type":
      return events.map((one) => ({ ...one, type: "Changed" }));
    case "data":
      return events.map((one, index) => (index === events.length - 1 ? { ...one, data: '"other"' } : one));
    case "metadata":
      return events.map((one) => ({ ...one, metadata: '{"by":"other"}' }));
  }
}
