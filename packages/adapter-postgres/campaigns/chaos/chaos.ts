/**
 * The chaos campaign: several applications append to a real PostgreSQL while it is killed, while they are killed, while
 * connections are cut at the worst moments. In the end nothing that was acknowledged may be lost or stored twice, no
 * registered conflict may have been merged, and a reader must have seen every event once.
 *
 * `kill -9` ends processes, not the machine: what the operating system holds survives. It is no test of the disk.
 */

import process from "node:process";

import { runCampaign } from "@truce/test-support/campaigns";

import { playCampaign } from "./campaign.ts";
import { chaosOptions, USAGE, type ChaosOptions } from "./options.ts";
import { chaosReport, missingOutcomes } from "./report.ts";

process.exitCode = await runCampaign(process.argv.slice(2), {
  usage: USAGE,
  options: chaosOptions,
  run: chaos,
});

/** Whether no promise was broken, and every fault led to what it is there for. */
async function chaos(options: ChaosOptions): Promise<boolean> {
  const report = await playCampaign(options);
  console.log(chaosReport(options, report));
  const isClean = report.rounds.every(({ problems }) => problems.length === 0);
  return isClean && missingOutcomes(options, report).length === 0;
}
