import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore } from "@truce/core";
import { runs, TIMEOUT } from "@truce/test-support";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryConflictRules } from "../arbitraries/conflict-rules.ts";
import { arbitraryFaultPlan } from "../arbitraries/faults.ts";
import { arbitraryHistory } from "../arbitraries/history.ts";
import { faultyAdapter } from "../races/faulty-adapter.ts";
import { runHistory } from "../races/run-history.ts";
import { scheduledAdapter } from "../races/scheduled-adapter.ts";
import { checkHistory } from "./check-history.ts";

/**
 * The promise above all others: no registered conflict is ever merged, nothing acknowledged is lost or stored twice,
 * versions have no gaps, and every refusal names pairs that really conflict; under any rules, any interleaving, lost
 * requests and lost answers.
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
          const told = await scheduler.waitFor(runHistory(history, store));
          const { violations } = await checkHistory({
            events: memory.readAll(),
            ruleSets: memory.readRuleSets(),
            told,
            toldIsComplete: true,
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
  "generated histories have something to judge: merges, and refusals of every kind",
  async () => {
    const rules = fc.sample(arbitraryConflictRules({ predicates: true }), { seed: 1, numRuns: 100 });
    const histories = fc.sample(arbitraryHistory(), { seed: 1, numRuns: 100 });
    const told = await Promise.all(
      histories.map((history, index) =>
        runHistory(
          history,
          createEventStore({
            adapter: faultyAdapter(["answer-lost"], memoryAdapter()),
            rules: rules[index],
            retry: { attempts: 1, backoff: () => 0 },
          }),
        ),
      ),
    );
    const kinds = new Set(told.flat().map(({ answer }) => answer.kind));
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
