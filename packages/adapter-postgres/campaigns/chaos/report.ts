/** The report of a campaign. */

import type { HistoryCounts } from "@truce/testkit/history";

import type { CampaignReport } from "./campaign.ts";
import type { ChaosOptions } from "./options.ts";
import { ALWAYS_EXPECTED, NOTE, OUTCOMES, EXPECTED, type Outcome } from "./outcomes.ts";

/** The outcomes that a campaign must have and does not have. */
export function missingOutcomes({ faults }: ChaosOptions, { tally }: CampaignReport): readonly Outcome[] {
  const expected = [...ALWAYS_EXPECTED, ...[...faults].flatMap((kind) => EXPECTED[kind])];
  return [...new Set(expected)].filter((outcome) => !tally.has(outcome));
}

export function chaosReport(options: ChaosOptions, report: CampaignReport): string {
  const { rounds, faults, tally, seconds } = report;
  const sum = (name: keyof HistoryCounts): string =>
    figure(rounds.reduce((total, { counts }) => total + counts[name], 0));
  const counted = (...kinds: readonly string[]): string =>
    kinds.map((kind) => `${figure(tally.get(`outcome ${kind}`) ?? 0)} ${kind}`).join(", ");
  const missing = missingOutcomes(options, report);
  const problems = rounds.flatMap((round, index) =>
    round.problems.map((problem) => `round ${index + 1}: ${problem}`),
  );
  return [
    `${rounds.length} rounds with seed ${options.seed}: ${seconds.toFixed(1)} s`,
    "faults",
    ...[...faults].map(([kind, times]) => row(kind, times)),
    "in these ways",
    ...[...tally].flatMap(([name, times]) =>
      name.startsWith(NOTE) ? [row(name.slice(NOTE.length), times)] : [],
    ),
    "outcomes",
    ...OUTCOMES.map((outcome) => row(outcome, tally.get(outcome) ?? 0)),
    `attempts      ${counted("appended", "merged", "duplicate", "failed", "unknown")}`,
    `refused       ${counted("conflict", "wrong-version", "id-reused", "stale-decision")}`,
    `log           ${sum("events")} events in ${sum("appends")} appends, ${sum("mergedAppends")} merged`,
    `checked       ${sum("observations")} attempts, ${sum("pairsJudged")} pairs of merged events, ` +
      `${sum("refusedPairs")} pairs named in refusals; ${sum("notJudgeable")} merges rest on free predicates`,
    ...problems,
    ...missing.map((outcome) => `never seen: ${outcome}`),
    problems.length + missing.length === 0 ? "no violation" : "the campaign has failed",
  ].join("\n");
}

function row(name: string, times: number): string {
  return `  ${name.padEnd(32)}${figure(times).padStart(10)}`;
}

function figure(number: number): string {
  return number.toLocaleString("en");
}
