/** The rule sets of a history, by fingerprint. */

import type { RuleSet } from "@truce/core";
import type { Findings } from "./findings.ts";
import type { Interpreter } from "./interpreter.ts";
import type { RuleReader } from "./rule-reader.ts";

export interface RuleBook {
  /** Null if the rule set cannot be read; undefined if the history has none with this fingerprint. */
  find(fingerprint: string): Interpreter | null | undefined;
  /** Whether the rule set is stored with the log. The rule set of every append must be. */
  isStored(fingerprint: string): boolean;
  /** Whether any rule set compares fields of committed events of this type. */
  looksInto(committedType: string): boolean;
}

/**
 * @param storedSets - The rule sets that are stored with the log.
 * @param usedSets - The rule sets that clients used. They need not be stored, because a refused append stores nothing.
 */
export async function readRuleBook(
  read: RuleReader,
  storedSets: Iterable<RuleSet> | AsyncIterable<RuleSet>,
  usedSets: Iterable<RuleSet>,
  findings: Findings,
): Promise<RuleBook> {
  const interpreters = new Map<string, Interpreter | null>();
  const add = async (ruleSet: RuleSet): Promise<void> => {
    const { fingerprint } = ruleSet;
    const { interpreter, problem, genuine } = await read(ruleSet);
    interpreters.set(fingerprint, interpreter);
    if (problem !== null) {
      findings.violation("rule-set-unreadable", `rule set '${fingerprint}' ${problem}`);
    } else if (!genuine) {
      const message = `'${fingerprint}' is not the fingerprint of the rules that are stored under it`;
      findings.violation("rule-set-fingerprint-mismatch", message);
    }
  };
  for await (const ruleSet of storedSets) {
    findings.counts.ruleSets++;
    if (interpreters.has(ruleSet.fingerprint)) {
      findings.violation("rule-set-repeated", `rule set '${ruleSet.fingerprint}' is stored more than once`);
    } else {
      await add(ruleSet);
    }
  }
  const stored = new Set(interpreters.keys());
  for (const ruleSet of usedSets) if (!interpreters.has(ruleSet.fingerprint)) await add(ruleSet);
  const readable = [...interpreters.values()].filter((interpreter) => interpreter !== null);
  return {
    isStored: (fingerprint) => stored.has(fingerprint),
    find: (fingerprint) => interpreters.get(fingerprint),
    looksInto: (committedType) => readable.some((interpreter) => interpreter.looksInto(committedType)),
  };
}
