/**
 * The chaos campaign: several applications append to a real PostgreSQL server while the server and the applications are
 * killed, and connections are cut at the worst moments. In the end no acknowledged event may be lost or stored twice, no
 * registered conflict may have been merged, a reader must have seen every event once, and a processor
 * must have written the effect of every event once.
 *
 * `kill -9` ends processes and not the machine, so the caches of the operating system survive. This does not test the disk.
 */

import process from "node:process";

import { runCampaign } from "@truce/test-support/campaigns";

import { runCampaignRounds } from "./campaign.ts";
import { chaosOptions, USAGE, type ChaosOptions } from "./options.ts";
import { chaosReport, missingOutcomes } from "./report.ts";

process.exitCode = await runCampaign(process.argv.slice(2), {
  usage: USAGE,
  options: chaosOptions,
  run: chaos,
});

/** Whether no promise was broken and every fault had its expected outcomes. */
async function chaos(options: ChaosOptions): Promise<boolean> {
  const report = await runCampaignRounds(options);
  console.log(chaosReport(options, report));
  const isClean = report.rounds.every(({ problems }) => problems.length === 0);
  return isClean && missingOutcomes(options, report).length === 0;
}
