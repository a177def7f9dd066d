/** Concurrent writers and what each of them does, one step after the other. */

import type { Event, JsonValue } from "@truce/core";
import fc, { type Arbitrary, type MaybeWeightedArbitrary } from "fast-check";
import { arbitraryEventType } from "./event-types.ts";
import { arbitraryExpectation, type Expectation } from "./expectations.ts";
import { giveIds } from "./give-ids.ts";
import { arbitraryPayload } from "./payloads.ts";

/** Several writers that are at work at once. */
export interface History {
  /** What each writer does, step by step. */
  readonly writers: readonly (readonly Step[])[];
}

/** What a writer does next. */
export type Step = AppendStep | RepeatStep | ReadStep;

/** Appends events. */
export interface AppendStep {
  /** Tells the steps apart. */
  readonly kind: "append";
  /** The stream that it is about. */
  readonly streamId: string;
  /** Each with an id. */
  readonly events: readonly Event<string, JsonValue>[];
  /** What the writer claims to have seen. */
  readonly expects: Expectation;
  /** Whether the append is to be written only where the stream was seen last. */
  readonly decided: boolean;
}

/** Appends the events of one of the writer's earlier appends again. */
export interface RepeatStep {
  /** Tells the steps apart. */
  readonly kind: "repeat";
  /** Which one: so many appends ago, modulo their number. */
  readonly ago: number;
  /** What is different this time; anything but `"nothing"` reuses ids. */
  readonly differs: "nothing" | "order" | "content" | "fewer" | "more";
  /** Null where it claims what it did the first time. */
  readonly expects: Expectation | null;
}

/** Looks how far a stream is. */
export interface ReadStep {
  /** Tells the steps apart. */
  readonly kind: "read";
  /** The stream that it is about. */
  readonly streamId: string;
}

/** What is to be generated. */
export interface HistoryConstraints {
  /** The payloads of the events; {@link arbitraryPayload} unless set. */
  readonly payloads?: Arbitrary<JsonValue> | undefined;
  /** At least 2; 5 unless set. */
  readonly maxWriters?: number | undefined;
  /** The most steps of one writer; 8 unless set. */
  readonly maxSteps?: number | undefined;
}

/** Streams of two categories with rules of their own perhaps, and one of a category that no rule is about. */
const STREAM_IDS = ["client-1", "client-2", "order-1", "note"];

/** A history of 2 to 5 writers on 1 to 4 streams, with repetitions, reused ids and claims of every kind. */
export function arbitraryHistory(constraints: HistoryConstraints = {}): Arbitrary<History> {
  const { payloads = arbitraryPayload(), maxWriters = 5, maxSteps = 8 } = constraints;
  const step = arbitraryStep(payloads);
  return fc
    .array(fc.array(step, { minLength: 1, maxLength: maxSteps }), { minLength: 2, maxLength: maxWriters })
    .map((writers) => ({ writers: giveIds(writers) }));
}

/** A step before its events have ids. */
export type DraftStep = DraftAppend | RepeatStep | ReadStep;

/** An append before its events have ids. */
export type DraftAppend = Omit<AppendStep, "events"> & {
  readonly events: readonly (Event<string, JsonValue> & { readonly reuses: number | null })[];
};

function arbitraryStep(payloads: Arbitrary<JsonValue>): Arbitrary<DraftStep> {
  const expectation = arbitraryExpectation();
  // Most of it happens in one stream: writers who never meet prove nothing.
  const streamId = fc.constantFrom(...STREAM_IDS, "client-1", "client-1");
  const append: Arbitrary<DraftAppend> = fc.record({
    kind: fc.constant("append" as const),
    streamId,
    events: fc.array(arbitraryDraftEvent(payloads), { minLength: 1, maxLength: 4 }),
    expects: expectation,
    decided: fc.constantFrom(false, false, false, false, true),
  });
  const repeat: Arbitrary<RepeatStep> = fc.record({
    kind: fc.constant("repeat" as const),
    ago: fc.nat({ max: 3 }),
    differs: fc.constantFrom("nothing", "nothing", "nothing", "order", "content", "fewer", "more"),
    expects: fc.option(expectation),
  });
  const read: Arbitrary<ReadStep> = fc.record({ kind: fc.constant("read" as const), streamId });
  return fc.oneof<MaybeWeightedArbitrary<DraftStep>[]>(
    { weight: 12, arbitrary: append },
    { weight: 3, arbitrary: repeat },
    { weight: 2, arbitrary: read },
  );
}

function arbitraryDraftEvent(payloads: Arbitrary<JsonValue>): Arbitrary<DraftAppend["events"][number]> {
  return fc.record({
    type: arbitraryEventType(),
    data: payloads,
    reuses: fc.oneof<MaybeWeightedArbitrary<number | null>[]>(
      { weight: 30, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.nat({ max: 5 }) },
    ),
  });
}
