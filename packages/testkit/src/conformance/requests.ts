/** Append requests in few words: what a test does not speak of is filled in here. */

import type { JsonObject, JsonValue, RuleSet } from "@truce/core";
import type {
  AppendRequest,
  ComparableScalar,
  ComparisonOperator,
  FieldComparison,
  FieldPath,
  Matcher,
  NewEvent,
} from "@truce/core/adapter";

/** The stream of requests that name none. */
export const STREAM = "client-42";

/** An event with an id of its own. */
export function event(type: string, data: JsonValue = {}, more: EventParts = {}): NewEvent {
  const { id = crypto.randomUUID(), metadata = {} } = more;
  return { id, type, data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
}

interface EventParts {
  readonly id?: string;
  readonly metadata?: JsonObject;
}

/** Events of these types, with empty payloads. */
export function events(...types: readonly string[]): readonly NewEvent[] {
  return types.map((type) => event(type));
}

/** Events of one type, as many as wanted, with their numbers (from 1) as payloads. */
export function manyEvents(count: number, type: string): readonly NewEvent[] {
  return Array.from({ length: count }, (_, index) => event(type, { number: index + 1 }));
}

/** A request that expects any version, unless more is said. */
export function request(appended: readonly NewEvent[], more: RequestParts = {}): AppendRequest {
  const expectedVersion = more.expectedVersion ?? "any";
  return {
    mode: "write",
    streamId: STREAM,
    events: appended,
    expectedVersion,
    checkAfter: typeof expectedVersion === "number" ? expectedVersion : null,
    conflictsWith: "any-event",
    appendId: crypto.randomUUID(),
    rules: null,
    ...more,
  };
}

/** What can be said of a request. `checkAfter` is the expected version where that is a number, and null otherwise. */
export type RequestParts = Partial<Omit<AppendRequest, "events">>;

/** Matches events of one type for which all comparisons hold. */
export function ofType(type: string, ...where: readonly FieldComparison[]): Matcher {
  return { type, where };
}

/** A comparison of a committed event's field with a value. */
export function field(
  path: FieldPath,
  operator: ComparisonOperator,
  value: ComparableScalar,
): FieldComparison {
  return { path, operator, value };
}

/** Matches events of all types but these. */
export function exceptTypes(...types: readonly string[]): Matcher {
  return { anythingExcept: types, where: [] };
}

/** A rule set by its name. Adapters do not look into it. */
export function ruleSet(name: string): RuleSet {
  const bytes = Array.from(new TextEncoder().encode(name), (byte) => byte.toString(16).padStart(2, "0"));
  return {
    fingerprint: `sha256:${bytes.join("").padEnd(64, "0")}`,
    canonicalJson: JSON.stringify({ barriers: [], rules: [], version: name }),
  };
}
