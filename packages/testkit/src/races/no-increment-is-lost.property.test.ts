import { memoryAdapter } from "@truce/adapter-memory";
import {
  createCommandHandler,
  createEventStore,
  defineConflictRules,
  isTruceError,
  type Decider,
  type Event,
} from "@truce/core";
import { runs, TIMEOUT } from "@truce/test-support";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkHistory } from "../history/check-history.ts";
import { arbitraryFaultPlan } from "./fault-plan.ts";
import { faultyAdapter } from "./faulty-adapter.ts";
import { scheduledAdapter } from "./scheduled-adapter.ts";

/** `Counted` has the new count, so two of them that were decided on the same state lose an increment. */
type CounterEvent = Event<"Counted", { to: number }> | Event<"Noted", { text: string }>;

const counter: Decider<"count" | "note", CounterEvent, number> = {
  initialState: () => 0,
  evolve: (count, event) => (event.type === "Counted" ? event.data.to : count),
  decide: (command, count) => [
    command === "count"
      ? { type: "Counted", data: { to: count + 1 } }
      : { type: "Noted", data: { text: "lunch" } },
  ],
};

const conflicting = defineConflictRules<CounterEvent>({ rules: { Counted: ["Counted"], Noted: [] } });
const careless = defineConflictRules<CounterEvent>({ rules: { Counted: [], Noted: [] } });

/** Ways to protect increments: no rules at all, a rule, or deciding again. */
const protections = [
  { rules: undefined, requireCurrent: false },
  { rules: conflicting, requireCurrent: false },
  { rules: conflicting, requireCurrent: true },
  { rules: careless, requireCurrent: true },
];

test(
  "no increment is lost, whichever commands are handled at the same time",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...protections),
        fc.array(fc.constantFrom("count" as const, "count" as const, "note" as const), {
          minLength: 2,
          maxLength: 6,
        }),
        arbitraryFaultPlan(),
        fc.scheduler(),
        async ({ rules, requireCurrent }, commands, faults, scheduler) => {
          const memory = memoryAdapter();
          const adapter = scheduledAdapter(scheduler, faultyAdapter(faults, memory));
          const retry = { attempts: 40, backoff: () => 0 };
          const store = createEventStore<CounterEvent>({ adapter, rules, retry });
          const handle = createCommandHandler({
            store,
            decider: counter,
            streamId: (id) => `counter-${id}`,
            retry,
          });
          await scheduler.waitFor(
            Promise.all(commands.map((command) => handle("1", command, { requireCurrent }))),
          );

          const events = await Array.fromAsync(memory.readAll());
          const counts = events.flatMap(({ type, data }) => (type === "Counted" ? [data] : []));
          const increments = commands.filter((command) => command === "count");
          expect(counts).toEqual(increments.map((_, index) => ({ to: index + 1 })));
          const { violations } = await checkHistory({ events, ruleSets: memory.readRuleSets() });
          expect(violations).toEqual([]);
        },
      ),
      runs(500),
    );
  },
  TIMEOUT,
);

test("without protection an increment is lost: careless rules, and no command is decided again", async () => {
  const lost = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const memory = memoryAdapter();
    const store = createEventStore<CounterEvent>({
      adapter: scheduledAdapter(scheduler, memory),
      rules: careless,
    });
    const handle = createCommandHandler({ store, decider: counter, streamId: (id) => `counter-${id}` });
    await scheduler.waitFor(Promise.all([handle("1", "count"), handle("1", "count")]));
    const events = await Array.fromAsync(memory.readAll());
    expect(events.map(({ data }) => data)).toEqual([{ to: 1 }, { to: 2 }]);
  });
  const { failed, counterexample } = await fc.check(lost, { seed: 1, numRuns: 100 });
  expect({ failed, interleavings: counterexample?.length }).toEqual({ failed: true, interleavings: 1 });
});

test("appends take the planned faults in order, and after the plan none fails", async () => {
  const memory = memoryAdapter();
  const store = createEventStore({
    adapter: faultyAdapter(["unavailable", "request-lost", "none", "response-lost"], memory),
    retry: { attempts: 1 },
  });
  const codeOf = async (id: string): Promise<string> => {
    try {
      return (await store.append("s", [{ type: "Noted", data: null, id }], { expectedVersion: "any" })).kind;
    } catch (error) {
      return isTruceError(error) ? error.code : "something else";
    }
  };
  const codes = [];
  for (const id of ["a", "b", "c", "d", "d"]) codes.push(await codeOf(id));
  expect(codes).toEqual(["unavailable", "outcome-unknown", "appended", "outcome-unknown", "duplicate"]);
  const ids = await Array.fromAsync(memory.readAll(), ({ id }) => id);
  expect(ids).toEqual(["c", "d"]);
});
