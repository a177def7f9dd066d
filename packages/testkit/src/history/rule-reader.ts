/** Checks and reads rule sets, each once, be it stored with ever so many logs. */

import type { RuleSet } from "@truce/core";
import { createInterpreter, type Interpreter } from "./interpreter.ts";
import { fingerprintOf, readRules } from "./recorded-rules.ts";

/** A rule set, as far as it could be read. */
interface ReadRuleSet {
  /** Null where it cannot be read. */
  readonly interpreter: Interpreter | null;
  /** Why it cannot be read, as the rest of a sentence; null where it can. */
  readonly problem: string | null;
  /** Whether its fingerprint is its own. */
  readonly genuine: boolean;
}

/** Reads a rule set, or remembers it. */
export type RuleReader = (ruleSet: RuleSet) => Promise<ReadRuleSet>;

export function createRuleReader(): RuleReader {
  const known = new Map<string, Promise<ReadRuleSet>>();
  return async (ruleSet) => {
    // By the whole of it: what claims the fingerprint of another is read for itself.
    const key = ruleSet.fingerprint + ruleSet.canonicalJson;
    let reading = known.get(key);
    if (!reading) known.set(key, (reading = read(ruleSet)));
    return await reading;
  };
}

async function read(ruleSet: RuleSet): Promise<ReadRuleSet> {
  const genuine = ruleSet.fingerprint === (await fingerprintOf(ruleSet.canonicalJson));
  const rules = readRules(ruleSet);
  return typeof rules === "string"
    ? { interpreter: null, problem: rules, genuine }
    : { interpreter: createInterpreter(rules), problem: null, genuine };
}
