/**
 * Joe and Harry, and the day of a whole sales team: what conflict rules are good for, seen in one run.
 *
 *     npm run demo
 *     npm run demo -- --help
 */

import { relative } from "node:path";

import { loadDay } from "./cli/load-day.ts";
import { loadRules } from "./cli/load-rules.ts";
import { MistakesError } from "./cli/mistakes-error.ts";
import { HELP, parseArguments } from "./cli/parse-arguments.ts";
import { UsageError } from "./cli/usage-error.ts";
import { playDay } from "./play/play-day.ts";
import { report } from "./report/report.ts";
import { tally } from "./report/tally.ts";
import { openStorages } from "./storage/open-storages.ts";

async function main(args: readonly string[]): Promise<void> {
  const {
    help,
    seed,
    storage,
    dayFile = besideThis("day.jsonl"),
    rulesFile = besideThis("crm.conflicts"),
  } = parseArguments(args, process.env);
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const { rules, warnings } = await loadRules(rulesFile);
  for (const warning of warnings) process.stderr.write(warning);
  const day = loadDay(dayFile);

  const { adapters, description, isKept, close } = await openStorages(storage);
  try {
    const plain = await playDay(day, { storage: adapters.plain, seed });
    const ruled = await playDay(day, { storage: adapters.ruled, seed, rules });
    const played = { plain, ruled };
    const tallies = { plain: await tally(plain), ruled: await tally(ruled) };
    process.stdout.write(report({ dayFile, rulesFile, storage: description, isKept, seed, played, tallies }));
    if (tallies.plain.audit.violationCount + tallies.ruled.audit.violationCount > 0) process.exitCode = 1;
  } finally {
    await close();
  }
}

function besideThis(name: string): string {
  return relative(process.cwd(), `${import.meta.dirname}/${name}`);
}

// Whoever closes the pipe (`| head`) has read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof MistakesError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\ntry: npm run demo -- --help\n`);
    process.exitCode = 2;
  } else {
    throw error;
  }
}
