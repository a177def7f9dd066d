/**
 * Processors under faults: whatever fails, and whoever takes over, every event of a stream is handled, and none before an
 * earlier one of its stream.
 */

import { memoryAdapter } from "@truce/adapter-memory";
import { runs, TIMEOUT } from "@truce/test-support";
import fc from "fast-check";
import { expect, it } from "vitest";

import type { ProcessorStorage } from "../adapter/processor-storage.ts";
import { UnavailableError } from "../errors/faults.ts";
import type { Event } from "../events/event.ts";
import { createEventStore } from "../store/create-event-store.ts";
import { createProcessor } from "./create-processor.ts";

type Counted = Event<"Counted", { n: number }>;

/** What happens at a call, in turn. */
type Outcome = "works" | "is down" | "loses the answer" | "throws";

const outcomes = fc.array(
  fc.constantFrom<Outcome>("works", "works", "works", "is down", "loses the answer", "throws"),
  { maxLength: 40 },
);

const plan = fc.record({
  /** The stream of each event, and how many milliseconds pass before it. */
  appends: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 0, 1)), { maxLength: 25 }),
  partitions: fc.integer({ min: 1, max: 3 }),
  batchSize: fc.integer({ min: 1, max: 5 }),
  processes: fc.integer({ min: 1, max: 3 }),
  commits: outcomes,
  handles: outcomes,
  onFailure: fc.constantFrom("stop" as const, "park" as const),
  /** Short leases are lost while their holders work. */
  leaseMs: fc.constantFrom(2, 20, 10_000),
});

it("every event is handled, in the order of its stream", { timeout: TIMEOUT }, async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ appends, processes, partitions, batchSize, ...rest }) => {
      const adapter = memoryAdapter();
      const processors = adapter.processors as ProcessorStorage<undefined>;
      const store = createEventStore<Counted>({
        adapter: {
          ...adapter,
          processors: {
            ...processors,
            commit: faulty(unavailable(rest.commits), (lease, to) => processors.commit(lease, to)),
          },
        },
      });
      const handled = new Map<string, number[]>();
      const handle = faulty(
        rest.handles,
        async (events: readonly { streamId: string; version: number }[]) => {
          for (const { streamId, version } of events) {
            handled.set(streamId, [...(handled.get(streamId) ?? []), version]);
          }
        },
      );
      const running = Array.from({ length: processes }, () =>
        createProcessor<Counted>({
          store,
          name: "counter",
          handle,
          partitions,
          batchSize,
          pollMs: 2,
          // More than there are faults.
          retry: { attempts: 50, backoff: () => 0 },
          onFailure: rest.onFailure,
          leaseMs: rest.leaseMs,
        }),
      );
      await Promise.all(running.map((processor) => processor.start()));
      for (const [index, [stream, pauseMs]] of appends.entries()) {
        if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
        await store.append(`stream ${stream}`, [{ type: "Counted", data: { n: index } }], {
          expectedVersion: "any",
        });
        // A process ends and another goes on.
        if (index === 10 && running.length > 1) await running.shift()?.stop();
      }
      await running[0]?.waitFor(appends.length);
      await Promise.all(running.map((processor) => processor.stop()));

      for (const stream of new Set(appends.map(([one]) => one))) {
        const versions = handled.get(`stream ${stream}`) ?? [];
        const length = appends.filter(([one]) => one === stream).length;
        // An event may come again, but none comes for the first time before an earlier one.
        expect([...new Set(versions)]).toEqual(Array.from({ length }, (_, index) => index + 1));
      }
    }),
    runs(60),
  );
});

/** A storage throws nothing but what its contract says. */
function unavailable(planned: readonly Outcome[]): readonly Outcome[] {
  return planned.map((outcome) => (outcome === "throws" ? "is down" : outcome));
}

/** A call that fails as planned: before it does anything, or after it, as if the answer was lost. */
function faulty<Arguments extends readonly unknown[], Result>(
  planned: readonly Outcome[],
  call: (...args: Arguments) => Promise<Result>,
): (...args: Arguments) => Promise<Result> {
  let calls = 0;
  return async (...args) => {
    const outcome = planned[calls++];
    if (outcome === "throws") throw new Error("something is wrong");
    if (outcome === "is down") throw new UnavailableError("not done");
    const result = await call(...args);
    if (outcome === "loses the answer") throw new UnavailableError("done, but the answer was lost");
    return result;
  };
}
