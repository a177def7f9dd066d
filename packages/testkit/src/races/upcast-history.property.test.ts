/**
 * The central promise for events that change shape: no registered conflict is ever merged, judged by today's rules over the
 * upcast history. The oracle upcasts the whole history and judges pair by pair. It knows nothing of rules over stored types.
 */

import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore, type ConflictRules, type RecordedEvent } from "@truce/core";
import type { MatchableEvent, StorageAdapter } from "@truce/core/adapter";
import { judge } from "@truce/core/rules";
import { runs, TIMEOUT } from "@truce/test-support";
import fc, { type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import { arbitraryConflictRules } from "../arbitraries/conflict-rules.ts";
import { arbitraryEventType, EVENT_TYPES } from "../arbitraries/event-types.ts";
import { arbitraryPayload } from "../arbitraries/payloads.ts";
import { arbitraryUpcastPair, type UpcastPair } from "../arbitraries/upcast-pair.ts";
import { arbitraryUpcasting, type UpcasterConstraints, type Upcasting } from "../arbitraries/upcasters.ts";
import { arbitraryHistory } from "../arbitraries/history.ts";
import { checkHistory } from "../history/check-history.ts";
import { arbitraryFaultPlan } from "./fault-plan.ts";
import { faultyAdapter } from "./faulty-adapter.ts";
import { runHistory } from "./run-history.ts";
import { scheduledAdapter } from "./scheduled-adapter.ts";

/** Yesterday's program stores an event, and today's program appends one without having seen the last `behind` events. */
interface Step extends UpcastPair {
  readonly behind: number;
  /** A second event of the append. */
  readonly other: MatchableEvent | null;
}

/** What a today's append met: how it ended, and whether today's rules conflict over the upcast history. */
interface Met {
  readonly kind: string;
  readonly conflicts: boolean;
  /** Whether one of the incoming types has no rule. */
  readonly unregistered: boolean;
}

/** Lets both programs append in turn. Returns what today's program met. */
async function play(
  adapter: StorageAdapter,
  rules: ConflictRules,
  { upcasters, readAs }: Upcasting,
  steps: readonly Step[],
): Promise<readonly Met[]> {
  const yesterday = createEventStore({ adapter });
  const today = createEventStore({ adapter, rules, upcasters });
  const met: Met[] = [];
  for (const { category, behind, incoming, other, stored } of steps) {
    const streamId = `${category}-1`;
    await yesterday.append(streamId, [stored], { expectedVersion: "any" });
    const log = await Array.fromAsync(adapter.readStream(streamId));
    const expectedVersion = Math.max(0, log.length - behind);
    const window = log.slice(expectedVersion).flatMap((event) => upcastEvent(event, readAs));
    const events = other ? [incoming, other] : [incoming];
    const verdict = judge(rules, category, events, window);
    const { kind } = await today.tryAppend(streamId, events, { expectedVersion });
    const unregistered = events.some((event) => isUnregistered(rules, category, event));
    met.push({ kind, conflicts: verdict.kind === "conflict", unregistered });
  }
  return met;
}

function upcastEvent(stored: RecordedEvent, readAs: Upcasting["readAs"]): readonly RecordedEvent[] {
  return readAs(stored).map((event) => ({ ...stored, ...event }));
}

function isUnregistered(rules: ConflictRules, category: string, { type }: MatchableEvent): boolean {
  return !rules.registrations.some((one) => one.type === type && [null, category].includes(one.category));
}

function cases(constraints: UpcasterConstraints, predicates: boolean) {
  return fc
    .tuple(arbitraryConflictRules({ predicates }), arbitraryUpcasting(constraints))
    .chain(([rules, upcasting]) => {
      const step: Arbitrary<Step> = fc
        .tuple(
          arbitraryUpcastPair(rules, upcasting),
          fc.integer({ min: 1, max: 3 }),
          fc.option(anyEvent, { freq: 3 }),
        )
        .map(([pair, behind, other]) => ({ ...pair, behind, other }));
      const steps = fc.array(step, { minLength: 3, maxLength: 8 });
      return fc.tuple(fc.constant(rules), fc.constant(upcasting), steps);
    });
}

const anyEvent = fc.record({ type: arbitraryEventType(), data: arbitraryPayload() });

test(
  "no registered conflict is ever merged, judged by the upcast history",
  { timeout: TIMEOUT },
  async () => {
    await fc.assert(
      fc.asyncProperty(cases({}, true), async ([rules, upcasting, steps]) => {
        const adapter = memoryAdapter();
        const met = await play(adapter, rules, upcasting, steps);
        expect(met.filter(({ kind, conflicts }) => conflicts && kind !== "conflict")).toEqual([]);
        // From the log alone: the rules over stored types, which are recorded, were kept to.
        const { violations } = await checkHistory({
          events: adapter.readAll(),
          ruleSets: adapter.readRuleSets(),
        });
        expect(violations).toEqual([]);
      }),
      runs(1_000),
    );
  },
);

test(
  "an append is refused only for that, if upcasters say where every field was stored",
  { timeout: TIMEOUT },
  async () => {
    await fc.assert(
      fc.asyncProperty(cases({ plain: true }, true), async ([rules, upcasting, steps]) => {
        const met = await play(memoryAdapter(), rules, upcasting, steps);
        // Without a rule it conflicts even with events that disappear.
        const judged = met.filter(({ unregistered }) => !unregistered);
        expect(judged.filter(({ kind, conflicts }) => conflicts !== (kind === "conflict"))).toEqual([]);
      }),
      runs(500),
    );
  },
);

test("under any interleaving and any faults, clients and log agree", { timeout: TIMEOUT }, async () => {
  await fc.assert(
    fc.asyncProperty(
      cases({}, true),
      arbitraryHistory(),
      arbitraryFaultPlan(),
      fc.scheduler(),
      async ([rules, upcasting, steps], history, faults, scheduler) => {
        const memory = memoryAdapter();
        await play(memory, rules, upcasting, steps);
        const adapter = scheduledAdapter(scheduler, faultyAdapter(faults, memory));
        const { upcasters } = upcasting;
        const store = createEventStore({
          adapter,
          rules,
          upcasters,
          retry: { attempts: 2, backoff: () => 0 },
        });
        const observations = await scheduler.waitFor(runHistory(history, store));
        const { violations } = await checkHistory({
          events: memory.readAll(),
          ruleSets: memory.readRuleSets(),
          observations,
          upcasters,
        });
        expect(violations).toEqual([]);
      },
    ),
    runs(300),
  );
});

test("every event is read as what it became, in the order of the store", { timeout: TIMEOUT }, async () => {
  await fc.assert(
    fc.asyncProperty(
      cases({}, false),
      fc.nat({ max: 5 }),
      fc.subarray([...EVENT_TYPES]),
      async ([rules, upcasting, steps], limit, types) => {
        const adapter = memoryAdapter();
        await play(adapter, rules, upcasting, steps);
        const store = createEventStore({ adapter, rules, upcasters: upcasting.upcasters });
        const log = await Array.fromAsync(adapter.readAll());
        const upcast = log.flatMap((event) => upcastEvent(event, upcasting.readAs));
        expect(await Array.fromAsync(store.readAll())).toEqual(upcast);
        expect(await Array.fromAsync(store.readAll({ direction: "backwards" }))).toEqual(upcast.toReversed());
        expect(await Array.fromAsync(store.readAll({ types }))).toEqual(
          upcast.filter(({ type }) => types.includes(type)),
        );
        expect(await Array.fromAsync(store.readStream("client-1"))).toEqual(
          upcast.filter(({ streamId }) => streamId === "client-1"),
        );
        await expectPages(limit, upcast, (afterPosition) =>
          Array.fromAsync(store.readAll({ afterPosition, limit }) as AsyncIterable<RecordedEvent>),
        );
        const { version, state } = await store.readState("client-1", {
          initialState: () => 0,
          evolve: (count) => count + 1,
        });
        const inStream = log.filter(({ streamId }) => streamId === "client-1");
        expect({ version, state }).toEqual({
          version: inStream.length,
          state: upcast.filter(({ streamId }) => streamId === "client-1").length,
        });
      },
    ),
    runs(300),
  );
});

/** Pages that continue after the last position have every event, and only the last of them has fewer than the limit. */
async function expectPages(
  limit: number,
  events: readonly RecordedEvent[],
  read: (afterPosition: number) => Promise<readonly RecordedEvent[]>,
): Promise<void> {
  if (limit === 0) return;
  const pages: (readonly RecordedEvent[])[] = [];
  for (let page = await read(0); page.length > 0; page = await read(page.at(-1)?.position ?? 0))
    pages.push(page);
  expect(pages.flat()).toEqual(events);
  expect(pages.slice(0, -1).every(({ length }) => length >= limit)).toBe(true);
}

test(
  "generated histories have merges over events of the past, and refusals with and without doubt",
  { timeout: TIMEOUT },
  async () => {
    const counts = new Map<string, number>();
    for (const [rules, upcasting, steps] of fc.sample(cases({}, false), { seed: 1, numRuns: 100 })) {
      for (const { kind, conflicts } of await play(memoryAdapter(), rules, upcasting, steps)) {
        const what = `${kind}${conflicts ? ", conflicts" : ""}`;
        counts.set(what, (counts.get(what) ?? 0) + 1);
      }
    }
    for (const what of ["merged", "conflict", "conflict, conflicts"])
      expect(counts.get(what), what).toBeGreaterThan(20);
  },
);
