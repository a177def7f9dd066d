/** The campaign's last words. */

import type { SoakOptions } from "./soak-options.ts";
import { toldName, type FailedHistory, type Tally } from "./tally.ts";

/** The most histories with violations that are listed. */
const MAX_LISTED = 10;

export function soakReport(
  { seed, histories, workers }: SoakOptions,
  tally: Tally,
  failures: readonly FailedHistory[],
  seconds: number,
): string {
  const of = (name: string): string => (tally[name] ?? 0).toLocaleString("en");
  const told = (kind: Parameters<typeof toldName>[0]["kind"]): string => `${of(toldName({ kind }))} ${kind}`;
  const rate = Math.round(histories / seconds).toLocaleString("en");
  return [
    `${of("histories")} histories, seeds ${seed} to ${seed + histories - 1}, ${workers} workers: ` +
      `${seconds.toFixed(1)} s, ${rate} a second`,
    `attempts      ${of("toldAppends")}: ${told("appended")}, ${told("merged")}, ${told("duplicate")}`,
    `refused       ${told("conflict")}, ${told("wrong-version")}, ${told("id-reused")}, ${told("stale-decision")}`,
    `faults        ${told("failed")}, ${told("unknown")} (${of("unknown then duplicate")} of them duplicates when tried again)`,
    `log           ${of("events")} events in ${of("appends")} appends, ${of("mergedAppends")} merged`,
    `judged again  ${of("pairsJudged")} pairs of merged events, ${of("refusedPairs")} pairs named in refusals; ` +
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
