/**
 * Checks a log independently of the engine that wrote it.
 *
 * From the events, their provenance and the stored rule sets alone it finds out whether a registered conflict was ever
 * merged. With what clients observed, it also finds acknowledged events that were lost, changed or stored twice. It
 * shares no running code with the engine.
 */

import type { Event, RecordedEvent, RuleSet, Upcasters } from "@truce/core";
import type { ClientObservation } from "./client-observation.ts";
import { createFindings, type HistoryReport } from "./findings.ts";
import { createLogPass } from "./log-pass.ts";
import { checkObservations } from "./observation-check.ts";
import { readRuleBook } from "./rule-book.ts";
import { createRuleReader, type RuleReader } from "./rule-reader.ts";
import { inStoredTerms } from "./stored-terms.ts";

/** The log to check, and what clients observed. */
export interface HistoryToCheck {
  /**
   * The whole log, each event once, as it was stored: a store with upcasters gives it as `store.adapter.readAll()`. The
   * events of a stream should come in the order of their versions, as every way of reading them gives them. Events that
   * come too early are kept in memory until their turn.
   */
  readonly events: Iterable<RecordedEvent<Event>> | AsyncIterable<RecordedEvent<Event>>;
  /** The rule sets that are stored with the log. */
  readonly ruleSets: Iterable<RuleSet> | AsyncIterable<RuleSet>;
  /** What clients observed before the log was read. */
  readonly observations?: readonly ClientObservation[] | undefined;
  /**
   * Whether `observations` has every attempt to write to the log. If it has, an event that no client sent is a
   * violation. False unless set.
   */
  readonly observationsAreComplete?: boolean | undefined;
  /** Those of the store that the clients used, if it has any. The check translates `observations` with them. */
  readonly upcasters?: Upcasters | null | undefined;
}

/**
 * Checks a log in one pass. The time is linear in the log, plus the pairs that have to be judged. Payloads are kept in
 * memory only if rules compare their fields, or if there are observations.
 *
 * @example
 * ```ts
 * const { violations } = await checkHistory({ events: store.readAll(), ruleSets: store.readRuleSets() });
 * ```
 */
export async function checkHistory(history: HistoryToCheck): Promise<HistoryReport> {
  return await checkHistoryWith(createRuleReader(), history);
}

/** Like {@link checkHistory}. Many histories can share a reader, which reads the rules they have in common only once. */
export async function checkHistoryWith(reader: RuleReader, history: HistoryToCheck): Promise<HistoryReport> {
  const { events, ruleSets, observations = [], observationsAreComplete = false, upcasters = null } = history;
  const findings = createFindings();
  const rulesInUse = new Set(observations.flatMap(({ rules }) => rules ?? []));
  const rules = await readRuleBook(reader, ruleSets, rulesInUse, findings);
  const pass = createLogPass(rules, findings, observations.length > 0 || observationsAreComplete);
  // Whatever the event types of a store say about payloads, what it returns is JSON.
  const see = (event: RecordedEvent<Event>): void => pass.see(event as RecordedEvent);
  // Awaiting each event of an array would take longer than checking it.
  if (Symbol.iterator in events) for (const event of events) see(event);
  else for await (const event of events) see(event);
  const streams = pass.finish();
  const observed = upcasters
    ? observations.map((one) => inStoredTerms(one, upcasters, streams))
    : observations;
  checkObservations(observed, observationsAreComplete, streams, rules, findings);
  return findings.report();
}
