/** Short ways to write append requests. Tests state only what matters to them. */

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

/** The stream of requests that name no stream. */
export const STREAM = "client-42";

/** An event with a new id. */
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

/** Many events of one type. Their payloads number them, from 1. */
export function manyEvents(count: number, type: string): readonly NewEvent[] {
  return Array.from({ length: count }, (_, index) => event(type, { number: index + 1 }));
}

/** A request that expects any version, unless `more` says otherwise. */
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

/**
 * Parts that replace the defaults of a request. By default, `checkAfter` is the expected version if that is a number, and
 * null otherwise.
 */
export type RequestParts = Partial<Omit<AppendRequest, "events">>;

/** Matches events of one type if all comparisons hold. */
export function ofType(type: string, ...where: readonly FieldComparison[]): Matcher {
  return { type, where };
}

/** Compares a committed event's field with a value. */
export function field(
  path: FieldPath,
  operator: ComparisonOperator,
  value: ComparableScalar,
): FieldComparison {
  return { path, operator, value };
}

/** Matches events of all types except these. */
export function exceptTypes(...types: readonly string[]): Matcher {
  return { anythingExcept: types, where: [] };
}

/** A rule set with a name. Adapters do not interpret it. */
export function ruleSet(name: string): RuleSet {
  const bytes = Array.from(new TextEncoder().encode(name), (byte) => byte.toString(16).padStart(2, "0"));
  return {
    fingerprint: `sha256:${bytes.join("").padEnd(64, "0")}`,
    canonicalJson: JSON.stringify({ barriers: [], rules: [], version: name }),
  };
}
