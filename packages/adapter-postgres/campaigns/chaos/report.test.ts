import { expect, test } from "vitest";

import { FAULTS, OUTCOMES, type Outcome } from "./outcomes.ts";
import { chaosReport, missingOutcomes } from "./report.ts";

const options = { kills: 1, seed: 1, faults: new Set(FAULTS) };

function reportOf(seen: readonly Outcome[]): Parameters<typeof missingOutcomes>[1] {
  return { rounds: [], faults: new Map(), tally: new Map(seen.map((outcome) => [outcome, 1])), seconds: 1 };
}

test("a campaign that has not seen what its faults are for has failed", () => {
  const all = reportOf(OUTCOMES);
  expect(missingOutcomes(options, all)).toEqual([]);
  expect(chaosReport(options, all)).toMatch(/no violation$/);

  const withoutDuplicates = reportOf(OUTCOMES.filter((outcome) => outcome !== "unknown, then duplicate"));
  expect(missingOutcomes(options, withoutDuplicates)).toEqual(["unknown, then duplicate"]);
  expect(chaosReport(options, withoutDuplicates)).toMatch(
    /never reached: unknown, then duplicate\n.* failed$/,
  );
});

test("only the faults that were asked for owe anything, besides what is always there", () => {
  const onlyClients = { ...options, faults: new Set(["client-kill"] as const) };
  expect(missingOutcomes(onlyClients, reportOf([]))).toEqual([
    "serialization failure (40001)",
    "batch split",
    "killed under way",
    "killed, then duplicate",
    "killed, then written",
  ]);
});
