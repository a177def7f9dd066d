/** Given some events, when there is a command, then other events: tests of deciders. */

import type { Decider, Event, Projection } from "@truce/core";

import { difference } from "./difference.ts";
import { expectSame } from "./expect-same.ts";
import { rowsAfter, type GivenEvent, type GivenRows } from "./given-rows.ts";
import { printed, printedEvent } from "./printed.ts";

/** A decider after some events. */
export interface Given<Command, E extends Event, State> {
  /** Decides on the command. The methods of the result say what must have come of it. */
  when(command: Command): Outcome<E, State>;

  /**
   * The events lead to this state.
   *
   * @throws Error with the difference.
   */
  thenState(state: State): void;
}

/**
 * What a command led to. Each method throws an Error that shows the difference if something else came of it.
 *
 * It is not a promise, although it has a method `then`: do not await it.
 */
export interface Outcome<E extends Event, State> {
  /** The command leads to these events, and to no others. Ids and metadata are compared too. */
  then(events: readonly E[]): void;

  /** The command is allowed, and leads to no events. */
  thenNothing(): void;

  /** The command is not allowed. */
  thenThrows(expected: ThrownMatcher): void;

  /** The command leads to this state, whatever its events are. */
  thenState(state: State): void;
}

/**
 * Which error is meant:
 *
 * - a class: the error is an instance of it;
 * - a regular expression: the error's message matches it;
 * - an error: one of the same class, with the same message and properties;
 * - any other object: the error has these properties, and may have others. A regular expression stands for a text that matches.
 */
export type ThrownMatcher = (abstract new (...args: never) => unknown) | RegExp | object;

/**
 * Begins a test of a decider. It works in every test framework, and without one.
 *
 * Events are compared as JSON, as a store would return them: the order of keys does not matter, and a property that is
 * undefined counts as absent. A test fails if an event has something that JSON does not keep, such as a Date.
 *
 * @param events - The events of the stream so far; none if they are left out.
 * @throws Error if an event has something that JSON does not keep. What `evolve` throws.
 *
 * @example
 * ```ts
 * given(decider, [{ type: "ClientValueUpgraded", data: { to: 10_000 } }])
 *   .when({ type: "UpgradeClientValue", to: 50_000 })
 *   .then([{ type: "ClientValueUpgraded", data: { to: 50_000 } }]);
 * ```
 */
export function given<Command, const E extends Event, State>(
  decider: Decider<Command, E, State>,
  events?: readonly NoInfer<E>[],
): Given<Command, E, State>;
/**
 * Begins a test of a projection. It gets the events as a store gives them: with ids, versions and positions, one second after
 * the other.
 *
 * @param events - The events of the store so far, each with its stream; none if they are left out.
 *
 * @example
 * ```ts
 * await given(clients, [
 *   { streamId: "client-1", type: "ClientValueUpgraded", data: { to: 50_000 } },
 * ]).thenProjection({ "client-1": { value: 50_000, notes: 0 } });
 * ```
 */
export function given<const E extends Event, Row>(
  projection: Projection<E, Row>,
  events?: readonly GivenEvent<NoInfer<E>>[],
): GivenRows<Row>;
export function given(
  tested: Decider<unknown, Event, unknown> | Projection<Event, unknown>,
  events: readonly Event[] = [],
): Given<unknown, Event, unknown> | GivenRows<unknown> {
  return "decide" in tested
    ? deciderAfter(tested, events)
    : rowsAfter(tested, events as readonly GivenEvent<Event>[]);
}

function deciderAfter<Command, E extends Event, State>(
  decider: Decider<Command, E, State>,
  events: readonly E[],
): Given<Command, E, State> {
  /** A new state each time, because `decide` or `evolve` may change it by mistake. */
  const stateAfter = (decided: readonly E[]): State =>
    asStored([...events, ...decided]).reduce(
      (state, event) => decider.evolve(state, event),
      decider.initialState(),
    );
  stateAfter([]);

  return {
    thenState(state) {
      expectState(state, stateAfter([]));
    },
    when: (command) => outcomeOf(decider, command, stateAfter),
  };
}

function outcomeOf<Command, E extends Event, State>(
  decider: Decider<Command, E, State>,
  command: Command,
  stateAfter: (decided: readonly E[]) => State,
): Outcome<E, State> {
  const state = stateAfter([]);
  let decided: readonly E[] = [];
  let refusal: { readonly error: unknown } | undefined;
  try {
    decided = decider.decide(command, state);
  } catch (error) {
    refusal = { error };
  }
  if (!Array.isArray(decided))
    throw new Error("decide must return a list of events, but it returned something else");

  function allowed(expected: string): readonly E[] {
    if (refusal)
      throw failure(`expected ${expected}, but decide threw ${summary(refusal.error)}`, refusal.error);
    return asStored(decided);
  }

  return {
    // oxlint-disable-next-line unicorn/no-thenable -- "given, when, then" are the words for it, and awaiting is refused
    then(events) {
      // An `await` passes functions.
      const passed: unknown = events;
      if (!Array.isArray(passed)) {
        throw new TypeError(
          "then() takes a list of events; an outcome is not a promise, so do not await or return it",
        );
      }
      const actual = allowed(countOf(events));
      expectSame("the events differ", printedEvents(asStored(events)), printedEvents(actual));
    },
    thenNothing() {
      expectSame("the events differ", "", printedEvents(allowed("no events")));
    },
    thenThrows(expected) {
      const wanted = describe(expected);
      if (!refusal) {
        const returned = `expected decide to throw ${wanted}, but it returned ${countOf(decided)}`;
        throw failure(decided.length === 0 ? returned : `${returned}:\n\n${printedEvents(decided)}`);
      }
      const { error } = refusal;
      if (!isMeant(error, expected)) {
        throw failure(`expected decide to throw ${wanted}, but it threw ${summary(error)}`, error);
      }
    },
    thenState(expected) {
      expectState(expected, stateAfter(allowed("a state")));
    },
  };
}

/** The events as a store returns them. */
function asStored<E extends Event>(events: readonly E[]): readonly E[] {
  const stored = JSON.parse(JSON.stringify(events)) as readonly E[];
  const [before, after] = [printedEvents(events), printedEvents(stored)];
  if (before === after) return stored;
  throw failure(
    `JSON does not keep everything in these events (- event, + as JSON):\n\n${difference(before, after)}`,
  );
}

function expectState(expected: unknown, actual: unknown): void {
  expectSame("the state differs", printed(expected), printed(actual));
}

function printedEvents(events: readonly Event[]): string {
  return events.map(printedEvent).join("\n");
}

function isMeant(error: unknown, expected: ThrownMatcher): boolean {
  if (typeof expected === "function") return error instanceof expected;
  if (expected instanceof RegExp) return error instanceof Error && expected.test(error.message);
  if (expected instanceof Error) return printed(error) === printed(expected);
  const entries = Object.entries(expected);
  if (entries.length === 0) throw new TypeError("thenThrows() takes an object with at least one property");
  return (
    typeof error === "object" &&
    error !== null &&
    entries.every(([key, value]) => isSame((error as Readonly<Record<string, unknown>>)[key], value))
  );
}

function isSame(actual: unknown, expected: unknown): boolean {
  if (expected instanceof RegExp && typeof actual === "string") return expected.test(actual);
  return printed(actual) === printed(expected);
}

/** What a matcher asks for. */
function describe(expected: ThrownMatcher): string {
  if (typeof expected === "function") return expected.name;
  if (expected instanceof RegExp) return `an error that matches ${expected}`;
  if (expected instanceof Error) return summary(expected);
  return `an error with ${printed(expected)}`;
}

function summary(error: unknown): string {
  if (!(error instanceof Error)) return printed(error);
  const { name } = error.constructor;
  return `${name}: ${error.message}`;
}

function countOf({ length }: readonly unknown[]): string {
  if (length === 0) return "no events";
  return length === 1 ? "1 event" : `${length} events`;
}

function failure(message: string, cause?: unknown): Error {
  return new Error(message, cause === undefined ? undefined : { cause });
}
