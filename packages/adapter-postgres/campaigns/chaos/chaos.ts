/**
 * The chaos campaign: several applications append to a real PostgreSQL while it is killed, while they are killed, while
 * connections are cut at the worst moments. In the end nothing that was acknowledged may be lost or stored twice, no
 * registered conflict may have been merged, and a reader must have seen every event once.
 *
 * `kill -9` ends processes, not the machine: what the operating system holds survives. It is no test of the disk.
 */

import process from "node:process";

import { playCampaign } from "./campaign.ts";
import { chaosOptions, USAGE } from "./options.ts";
import { chaosReport, missingOutcomes } from "./report.ts";

const options = chaosOptions(process.argv.slice(2));
if (options === "help") {
  console.log(USAGE);
} else if ("misuse" in options) {
  console.error(`${options.misuse}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const report = await playCampaign(options);
  console.log(chaosReport(options, report));
  const isClean = report.rounds.every(({ problems }) => problems.length === 0);
  process.exitCode = isClean && missingOutcomes(options, report).length === 0 ? 0 : 1;
}
