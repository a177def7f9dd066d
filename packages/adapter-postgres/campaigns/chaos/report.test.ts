import { expect, test } from "vitest";

import { FAULTS, OUTCOMES, type Outcome } from "./outcomes.ts";
import { chaosReport, missingOutcomes } from "./report.ts";

const options = { kills: 1, seed: 1, faults: new Set(FAULTS) };

function reportOf(seen: readonly Outcome[]): Parameters<typeof missingOutcomes>[1] {
  return { rounds: [], faults: new Map(), tally: new Map(seen.map((outcome) => [outcome, 1])), seconds: 1 };
}

test("a campaign fails if a fault never had its expected outcome", () => {
  const all = reportOf(OUTCOMES);
  expect(missingOutcomes(options, all)).toEqual([]);
  expect(chaosReport(options, all)).toMatch(/no violation$/);

  const withoutDuplicates = reportOf(OUTCOMES.filter((outcome) => outcome !== "unknown, then duplicate"));
  expect(missingOutcomes(options, withoutDuplicates)).toEqual(["unknown, then duplicate"]);
  expect(chaosReport(options, withoutDuplicates)).toMatch(/never seen: unknown, then duplicate\n.* failed$/);
});

test("only the requested faults have expected outcomes, besides those that always occur", () => {
  const onlyClients = { ...options, faults: new Set(["client-kill"] as const) };
  expect(missingOutcomes(onlyClients, reportOf([]))).toEqual([
    "serialization failure (40001)",
    "batch split",
    "killed under way",
    "killed, then duplicate",
    "killed, then written",
  ]);
});
