/** Plays one generated history and has it checked. Everything about it follows from its seed. */

import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore, type ConflictRules } from "@truce/core";
import type { StorageAdapter } from "@truce/core/adapter";
import fc, { type Arbitrary } from "fast-check";
import { arbitraryConflictRules } from "../src/arbitraries/conflict-rules.ts";
import { arbitraryFaultPlan } from "../src/arbitraries/faults.ts";
import { arbitraryHistory } from "../src/arbitraries/history.ts";
import { arbitraryPayload } from "../src/arbitraries/payloads.ts";
import { checkHistoryWith } from "../src/history/check-history.ts";
import type { HistoryReport } from "../src/history/findings.ts";
import { createRuleReader, type RuleReader } from "../src/history/rule-reader.ts";
import type { ToldAppend } from "../src/history/told-append.ts";
import { faultyAdapter } from "../src/races/faulty-adapter.ts";
import { runHistory } from "../src/races/run-history.ts";
import { scheduledAdapter } from "../src/races/scheduled-adapter.ts";
import { createSeededScheduler } from "./seeded-scheduler.ts";

/** What came of one history. */
export interface PlayedHistory {
  readonly seed: number;
  readonly told: readonly ToldAppend[];
  readonly report: HistoryReport;
}

/** Plays the history of a seed, a non-negative integer below 2^31. */
export type Player = (seed: number) => Promise<PlayedHistory>;

/** Making rules costs more than playing with them, so neighbouring seeds share theirs. */
const SEEDS_PER_RULE_SET = 32;

/** Drawing payloads anew for every event would cost more than anything else. */
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
 * @param createAdapter - What the histories are played on; the memory adapter unless set. It must not wait for
 * anything but microtasks, or a history takes very long.
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
    const told = await scheduler.waitFor(runHistory(history, store));
    const report = await checkHistoryWith(reader, {
      events: storage.readAll(),
      ruleSets: storage.readRuleSets(),
      told,
      toldIsComplete: true,
    });
    return { seed, told, report };
  };
}

function drawn<Value>(arbitrary: Arbitrary<Value>, seed: number): Value {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 });
  return value as Value;
}
