/** The command line of the chaos campaign. */

import { parseArgs } from "node:util";

import { integerOf, SEEDS, someSeed } from "@truce/test-support/campaigns";

import { FAULTS, type FaultKind } from "./outcomes.ts";

export interface ChaosOptions {
  /** How often the server is killed. */
  readonly kills: number;
  readonly faults: ReadonlySet<FaultKind>;
  readonly seed: number;
}

/** How many times every other fault occurs for each kill of the server. */
const OTHERS_PER_KILL = 2.5;

export const USAGE = `usage: npm run chaos -- [--kills N] [--faults KIND,KIND...] [--seed S]

  --kills N       how often the server is killed (default 20); every other fault occurs ${OTHERS_PER_KILL} times as often
  --faults KINDS  all, or a list of: ${FAULTS.join(", ")}
  --seed S        seed of the random choices (default random); processes race, so a campaign cannot be replayed

The exit status is 0 if no promise was broken, 1 if one was or if a fault never had its expected
outcome, and 2 for a wrong command line.`;

/** @throws RangeError or TypeError if the command line is wrong. */
export function chaosOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: "string", default: "20" },
      faults: { type: "string", default: "all" },
      seed: { type: "string", default: someSeed() },
    },
  });
  return {
    kills: integerOf("kills", values.kills, 1, 1_000_000),
    faults: faultsFrom(values.faults),
    seed: integerOf("seed", values.seed, 0, SEEDS - 1),
  };
}

/** How often a fault is to occur if the server is killed this many times. */
export function timesOf(kind: FaultKind, kills: number): number {
  return kind === "server-kill" ? kills : Math.ceil(kills * OTHERS_PER_KILL);
}

function faultsFrom(text: string): ReadonlySet<FaultKind> {
  if (text === "all") return new Set(FAULTS);
  return new Set(
    text.split(",").map((name) => {
      const fault = FAULTS.find((kind) => kind === name);
      if (fault === undefined)
        throw new RangeError(`--faults must be all or a list of ${FAULTS.join(", ")}, not '${name}'`);
      return fault;
    }),
  );
}
