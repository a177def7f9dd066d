/**
 * The independent judge of a log.
 *
 * From the events, their provenance and the stored rule sets alone it finds out whether any registered conflict was
 * ever merged; given what clients were told, also whether anything acknowledged was lost, changed or stored twice.
 * It shares no running code with the engine that it judges.
 */

import type { Event, RecordedEvent, RuleSet } from "@truce/core";
import { createFindings, type HistoryReport } from "./findings.ts";
import { createLogPass } from "./log-pass.ts";
import { readRuleBook } from "./rule-book.ts";
import { createRuleReader, type RuleReader } from "./rule-reader.ts";
import { checkTold } from "./told-check.ts";
import type { ToldAppend } from "./told-append.ts";

/** What is to be checked. */
export interface HistoryToCheck {
  /**
   * The whole log, each event once. The events of a stream are best in the order of their versions, as every way of
   * reading them gives; those that come early are kept until their turn.
   */
  readonly events: Iterable<RecordedEvent<Event>> | AsyncIterable<RecordedEvent<Event>>;
  /** The rule sets that are stored with the log. */
  readonly ruleSets: Iterable<RuleSet> | AsyncIterable<RuleSet>;
  /** What clients were told, all of it before the log was read. */
  readonly told?: readonly ToldAppend[] | undefined;
  /** Whether nobody but the clients of `told` has written to the log, so that every event of it can be accounted for. */
  readonly toldIsComplete?: boolean | undefined;
}

/**
 * Checks a log. One linear pass, apart from the pairs that have to be judged; what is kept of each event is what rules
 * look at, and the whole event only where `told` is given.
 *
 * @example
 * ```ts
 * const { violations } = await checkHistory({ events: store.readAll(), ruleSets: store.readRuleSets() });
 * ```
 */
export async function checkHistory(history: HistoryToCheck): Promise<HistoryReport> {
  return await checkHistoryWith(createRuleReader(), history);
}

/** The same for many histories of the same rules, which are then read once. */
export async function checkHistoryWith(reader: RuleReader, history: HistoryToCheck): Promise<HistoryReport> {
  const { events, ruleSets, told = [], toldIsComplete = false } = history;
  const findings = createFindings();
  const toldRules = new Set(told.flatMap(({ rules }) => rules ?? []));
  const rules = await readRuleBook(reader, ruleSets, toldRules, findings);
  const pass = createLogPass(rules, findings, told.length > 0 || toldIsComplete);
  // Whatever the types of a store say of its payloads, what it hands back is JSON.
  const see = (event: RecordedEvent<Event>): void => pass.see(event as RecordedEvent);
  // Awaiting each event of a list would cost more than checking it.
  if (Symbol.iterator in events) for (const event of events) see(event);
  else for await (const event of events) see(event);
  checkTold(told, toldIsComplete, pass.finish(), rules, findings);
  return findings.report();
}
