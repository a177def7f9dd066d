/** Checks and reads rule sets. A rule set that several logs have is read only once. */

import type { RuleSet } from "@truce/core";
import { createInterpreter, type Interpreter } from "./interpreter.ts";
import { fingerprintOf, readRules } from "./recorded-rules.ts";

interface ReadRuleSet {
  /** Null if the rule set cannot be read. */
  readonly interpreter: Interpreter | null;
  /** Why it cannot be read, as the rest of a sentence; null if it can. */
  readonly problem: string | null;
  /** Whether its fingerprint is that of its canonical JSON. */
  readonly genuine: boolean;
}

export type RuleReader = (ruleSet: RuleSet) => Promise<ReadRuleSet>;

export function createRuleReader(): RuleReader {
  const known = new Map<string, Promise<ReadRuleSet>>();
  return async (ruleSet) => {
    // The fingerprint alone could be that of another rule set.
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
