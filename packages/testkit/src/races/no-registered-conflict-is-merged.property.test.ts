import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore } from "@truce/core";
import { runs, TIMEOUT } from "@truce/test-support";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryConflictRules } from "../arbitraries/conflict-rules.ts";
import { arbitraryHistory } from "../arbitraries/history.ts";
import { checkHistory } from "../history/check-history.ts";
import { arbitraryFaultPlan } from "./fault-plan.ts";
import { faultyAdapter } from "./faulty-adapter.ts";
import { runHistory } from "./run-history.ts";
import { scheduledAdapter } from "./scheduled-adapter.ts";

/**
 * The central promise: no registered conflict is ever merged, no acknowledged event is lost or stored twice, versions
 * have no gaps, and every refusal reports pairs that really conflict. It holds under any rules and any interleaving, and
 * if requests or responses are lost.
 */
test(
  "no registered conflict is ever merged, and no acknowledged event is lost or stored twice",
  async () => {
    const anyRules = fc.option(arbitraryConflictRules({ predicates: true }), { freq: 10, nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        anyRules,
        arbitraryHistory(),
        arbitraryFaultPlan(),
        fc.integer({ min: 1, max: 3 }),
        fc.scheduler(),
        async (rules, history, faults, attempts, scheduler) => {
          const memory = memoryAdapter();
          const adapter = scheduledAdapter(scheduler, faultyAdapter(faults, memory));
          const store = createEventStore({ adapter, rules, retry: { attempts, backoff: () => 0 } });
          const observations = await scheduler.waitFor(runHistory(history, store));
          const { violations } = await checkHistory({
            events: memory.readAll(),
            ruleSets: memory.readRuleSets(),
            observations,
            observationsAreComplete: true,
          });
          expect(violations).toEqual([]);
        },
      ),
      runs(500),
    );
  },
  TIMEOUT,
);

test(
  "generated histories have merges and refusals of every kind",
  async () => {
    const rules = fc.sample(arbitraryConflictRules({ predicates: true }), { seed: 1, numRuns: 100 });
    const histories = fc.sample(arbitraryHistory(), { seed: 1, numRuns: 100 });
    const observed = await Promise.all(
      histories.map((history, index) =>
        runHistory(
          history,
          createEventStore({
            adapter: faultyAdapter(["response-lost"], memoryAdapter()),
            rules: rules[index],
            retry: { attempts: 1, backoff: () => 0 },
          }),
        ),
      ),
    );
    const kinds = new Set(observed.flat().map(({ outcome }) => outcome.kind));
    expect([...kinds].toSorted()).toEqual([
      "appended",
      "conflict",
      "duplicate",
      "id-reused",
      "merged",
      "stale-decision",
      "unknown",
      "wrong-version",
    ]);
  },
  TIMEOUT,
);
