/** Concurrent writers, and the steps that each of them takes. */

import type { Event, JsonValue } from "@truce/core";
import fc, { type Arbitrary, type MaybeWeightedArbitrary } from "fast-check";
import { arbitraryEventType } from "./event-types.ts";
import { arbitraryExpectation, type Expectation } from "./expectations.ts";
import { arbitraryPayload } from "./payloads.ts";

/** Several writers that work at the same time. */
export interface History {
  /** The steps of each writer, in order. */
  readonly writers: readonly (readonly Step[])[];
}

/** One step of a writer. */
export type Step = AppendStep | RepeatStep | ReadStep;

/** Appends events. */
export interface AppendStep {
  /** `"append"`. */
  readonly kind: "append";
  /** The stream to append to. */
  readonly streamId: string;
  /** Each has an id. */
  readonly events: readonly Event<string, JsonValue>[];
  /** What the writer claims to have seen. */
  readonly expects: Expectation;
  /** Whether the append must be written only at the version that was seen last. */
  readonly decided: boolean;
}

/** Appends the events of one of the writer's earlier appends again. */
export interface RepeatStep {
  /** `"repeat"`. */
  readonly kind: "repeat";
  /** Which one: how many appends before the last one, modulo their number. */
  readonly ago: number;
  /** What is different this time. Anything but `"nothing"` reuses ids for something else. */
  readonly differs: "nothing" | "order" | "content" | "fewer" | "more";
  /** Null if the writer claims the same as the first time. */
  readonly expects: Expectation | null;
}

/** Reads the current version of a stream. */
export interface ReadStep {
  /** `"read"`. */
  readonly kind: "read";
  /** The stream to read. */
  readonly streamId: string;
}

/** What limits the histories that are generated. */
export interface HistoryConstraints {
  /** Payloads of the events. {@link arbitraryPayload} unless set. */
  readonly payloads?: Arbitrary<JsonValue> | undefined;
  /** The most writers, at least 2. 5 unless set. */
  readonly maxWriters?: number | undefined;
  /** The most steps of one writer. 8 unless set. */
  readonly maxSteps?: number | undefined;
}

/** Streams of two categories that may have their own rules, and of one that never has. */
const STREAM_IDS = ["client-1", "client-2", "order-1", "note"];

/** A history of several writers on up to 4 streams, with repetitions, reused ids and expected versions of every kind. */
export function arbitraryHistory(constraints: HistoryConstraints = {}): Arbitrary<History> {
  const { payloads = arbitraryPayload(), maxWriters = 5, maxSteps = 8 } = constraints;
  const step = arbitraryStep(payloads);
  return fc
    .array(fc.array(step, { minLength: 1, maxLength: maxSteps }), { minLength: 2, maxLength: maxWriters })
    .map((writers) => ({ writers: giveIds(writers) }));
}

/** A step before its events have ids. */
type DraftStep = DraftAppend | RepeatStep | ReadStep;

type DraftAppend = Omit<AppendStep, "events"> & {
  readonly events: readonly (Event<string, JsonValue> & { readonly reuses: number | null })[];
};

function arbitraryStep(payloads: Arbitrary<JsonValue>): Arbitrary<DraftStep> {
  const expectation = arbitraryExpectation();
  // Most steps are about one stream, because writers that never meet prove nothing.
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

/** Gives each drafted event an id: a new one or, if the draft says so, one that its stream has already. */
function giveIds(writers: readonly (readonly DraftStep[])[]): readonly (readonly Step[])[] {
  const taken = new Map<string, string[]>();
  return writers.map((steps, writer) =>
    steps.map((step, index) => (step.kind === "append" ? withIds(step, `${writer}.${index}`, taken) : step)),
  );
}

/** No id occurs twice within one append, because that would be invalid input. */
function withIds(append: DraftAppend, prefix: string, taken: Map<string, string[]>): Step {
  const ids = taken.get(append.streamId) ?? [];
  taken.set(append.streamId, ids);
  const own = new Set<string>();
  const events = append.events.map(({ reuses, ...event }, index) => {
    const reused = reuses === null ? undefined : ids[ids.length - 1 - reuses];
    const id = reused === undefined || own.has(reused) ? `${prefix}.${index}` : reused;
    own.add(id);
    return { ...event, id };
  });
  ids.push(...own);
  return { ...append, events };
}
