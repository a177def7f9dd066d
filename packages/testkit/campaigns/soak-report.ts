/** The final report of the soak campaign. */

import type { ObservedOutcome } from "../src/history/client-observation.ts";
import type { SoakOptions } from "./soak-options.ts";
import { outcomeName, type FailedHistory, type Tally } from "./tally.ts";

/** The most histories with violations that are listed. */
const MAX_LISTED = 10;

export function soakReport(
  { seed, histories, workers }: SoakOptions,
  tally: Tally,
  failures: readonly FailedHistory[],
  seconds: number,
): string {
  const of = (name: string): string => (tally[name] ?? 0).toLocaleString("en");
  const outcome = (kind: ObservedOutcome["kind"]): string => `${of(outcomeName(kind))} ${kind}`;
  const rate = Math.round(histories / seconds).toLocaleString("en");
  return [
    `${of("histories")} histories, seeds ${seed} to ${seed + histories - 1}, ${workers} workers: ` +
      `${seconds.toFixed(1)} s, ${rate} a second`,
    `attempts      ${of("observations")}: ${outcome("appended")}, ${outcome("merged")}, ${outcome("duplicate")}`,
    `refused       ${outcome("conflict")}, ${outcome("wrong-version")}, ${outcome("id-reused")}, ${outcome("stale-decision")}`,
    `faults        ${outcome("failed")}, ${outcome("unknown")} (${of("unknown then duplicate")} of them were duplicates on retry)`,
    `log           ${of("events")} events in ${of("appends")} appends, ${of("mergedAppends")} merged`,
    `judged again  ${of("pairsJudged")} pairs of merged events, ${of("refusedPairs")} pairs reported in refusals; ` +
      `${of("notJudgeable")} merges rest on free predicates`,
    ...failures
      .toSorted((one, other) => one.seed - other.seed)
      .slice(0, MAX_LISTED)
      .flatMap((failure) => [
        `violation with seed ${failure.seed}; replay: npm run soak -- --histories 1 --seed ${failure.seed}`,
        ...failure.problems.map((problem) => `  ${problem}`),
      ]),
    failures.length === 0
      ? "no violation"
      : `${of("violations")} violations in ${failures.length} of ${of("histories")} histories`,
  ].join("\n");
}
