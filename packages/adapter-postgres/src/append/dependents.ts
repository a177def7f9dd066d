/** Which appends of a batch depend on earlier ones. */

import { scalarAt, type AppendRequest, type Matcher, type NewEvent } from "@truce/core/adapter";
import type { JsonValue } from "@truce/core";

import { equalityOf } from "./looks.ts";

/**
 * The numbers, from 1, of the appends whose outcome can depend on whether an earlier append of the batch is accepted: they
 * share an event id with it, can conflict with it, or expect no stream. An append may be named without need, which costs
 * time, but all that depend on another are named.
 */
export function dependentsOf(batch: readonly AppendRequest[]): readonly number[] {
  const streams = new Map<string, EarlierEvents>();
  const dependents: number[] = [];
  batch.forEach((request, index) => {
    const earlier = streams.get(request.streamId);
    if (earlier && dependsOn(request, earlier)) dependents.push(index + 1);
    const events = earlier ?? new EarlierEvents();
    if (!earlier) streams.set(request.streamId, events);
    for (const event of request.events) events.add(event);
  });
  return dependents;
}

function dependsOn(
  { events, expectedVersion, checkAfter, conflictsWith }: AppendRequest,
  earlier: EarlierEvents,
): boolean {
  if (expectedVersion === "noStream" || events.some(({ id }) => earlier.hasId(id))) return true;
  if (checkAfter === null) return false;
  return conflictsWith === "any-event" || conflictsWith.some((matcher) => earlier.mayMatch(matcher));
}

/** The events of earlier appends to one stream. */
class EarlierEvents {
  readonly #ids = new Set<string>();
  readonly #byType = new Map<string, NewEvent[]>();
  /** For each type and path, the values of the field. They are read only if a matcher asks for them. */
  readonly #values = new Map<string, { readonly values: Set<unknown>; read: number }>();

  add(event: NewEvent): void {
    this.#ids.add(event.id);
    const ofType = this.#byType.get(event.type);
    if (ofType) ofType.push(event);
    else this.#byType.set(event.type, [event]);
  }

  hasId(id: string): boolean {
    return this.#ids.has(id);
  }

  mayMatch(matcher: Matcher): boolean {
    if (matcher.type === undefined) {
      return [...this.#byType.keys()].some((type) => !matcher.anythingExcept.includes(type));
    }
    const events = this.#byType.get(matcher.type);
    if (!events) return false;
    const equality = equalityOf(matcher);
    if (!equality) return true;
    const values = this.#valuesAt(matcher.type, events, equality.path);
    // Undefined stands for a field that is in doubt.
    return values.has(equality.value) || values.has(undefined);
  }

  #valuesAt(type: string, events: readonly NewEvent[], path: readonly string[]): ReadonlySet<unknown> {
    const key = JSON.stringify([type, path]);
    const known = this.#values.get(key) ?? { values: new Set(), read: 0 };
    this.#values.set(key, known);
    for (; known.read < events.length; known.read++) {
      known.values.add(scalarAt(JSON.parse(events[known.read]?.data ?? "null") as JsonValue, path));
    }
    return known.values;
  }
}
