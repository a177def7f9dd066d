/** Plays one generated history and checks it. The seed determines everything about it. */

import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore, type ConflictRules } from "@truce/core";
import type { StorageAdapter } from "@truce/core/adapter";
import fc, { type Arbitrary } from "fast-check";
import { arbitraryConflictRules } from "../src/arbitraries/conflict-rules.ts";
import { arbitraryHistory } from "../src/arbitraries/history.ts";
import { arbitraryPayload } from "../src/arbitraries/payloads.ts";
import { checkHistoryWith } from "../src/history/check-history.ts";
import type { ClientObservation } from "../src/history/client-observation.ts";
import type { HistoryReport } from "../src/history/findings.ts";
import { createRuleReader, type RuleReader } from "../src/history/rule-reader.ts";
import { arbitraryFaultPlan } from "../src/races/fault-plan.ts";
import { faultyAdapter } from "../src/races/faulty-adapter.ts";
import { runHistory } from "../src/races/run-history.ts";
import { scheduledAdapter } from "../src/races/scheduled-adapter.ts";
import { createSeededScheduler } from "./seeded-scheduler.ts";

export interface PlayedHistory {
  readonly seed: number;
  readonly observations: readonly ClientObservation[];
  readonly report: HistoryReport;
}

/** Plays the history of a seed, a non-negative integer below 2^31. */
export type Player = (seed: number) => Promise<PlayedHistory>;

/** Generating rules takes longer than playing a history, so neighbouring seeds share their rules. */
const SEEDS_PER_RULE_SET = 32;

/** Generating new payloads for every event would take longer than everything else. */
const PAYLOADS = fc.sample(arbitraryPayload(), { seed: 1, numRuns: 2_000 });

const RULES: Arbitrary<ConflictRules | undefined> = fc.option(arbitraryConflictRules({ predicates: true }), {
  freq: 12,
  nil: undefined,
});

const PLAYS = fc.record({
  history: arbitraryHistory({ payloads: fc.constantFrom(...PAYLOADS) }),
  faults: arbitraryFaultPlan(),
  attempts: fc.integer({ min: 1, max: 3 }),
});

/**
 * @param createAdapter - The adapter for each history; the memory adapter unless set. It should wait for nothing but
 * microtasks, because otherwise a history takes very long.
 */
export function createPlayer(createAdapter: () => StorageAdapter = memoryAdapter): Player {
  let known: {
    readonly group: number;
    readonly rules: ConflictRules | undefined;
    readonly reader: RuleReader;
  };

  const rulesFor = (seed: number): typeof known => {
    const group = Math.floor(seed / SEEDS_PER_RULE_SET);
    if (known?.group !== group)
      known = { group, rules: drawn(RULES, -1 - group), reader: createRuleReader() };
    return known;
  };

  return async (seed) => {
    const { rules, reader } = rulesFor(seed);
    const { history, faults, attempts } = drawn(PLAYS, seed);
    const scheduler = createSeededScheduler(seed);
    const storage = createAdapter();
    const adapter = scheduledAdapter(scheduler, faultyAdapter(faults, storage));
    const store = createEventStore({ adapter, rules, retry: { attempts, backoff: () => 0 } });
    const observations = await scheduler.waitFor(runHistory(history, store));
    const report = await checkHistoryWith(reader, {
      events: storage.readAll(),
      ruleSets: storage.readRuleSets(),
      observations,
      observationsAreComplete: true,
    });
    return { seed, observations, report };
  };
}

function drawn<Value>(arbitrary: Arbitrary<Value>, seed: number): Value {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 });
  return value as Value;
}
