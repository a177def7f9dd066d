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
import { openStorage } from "./play/open-storage.ts";
import { playDay, type PlayedDay, type PlayOptions } from "./play/play-day.ts";
import type { DayLine } from "./day/recorded-command.ts";
import { report } from "./report/report.ts";
import { tally } from "./report/tally.ts";

/** A day that was played, and on what. */
interface Run {
  readonly played: PlayedDay;
  readonly storage: string;
}

/** Plays the day on a storage of its own. */
async function play(day: readonly DayLine[], options: Omit<PlayOptions, "storage">): Promise<Run> {
  const { adapter, description } = await openStorage(options.seed);
  try {
    return { played: await playDay(day, { storage: adapter, ...options }), storage: description };
  } finally {
    await adapter.close();
  }
}

async function main(args: readonly string[]): Promise<void> {
  const {
    help,
    seed,
    dayFile = besideThis("day.jsonl"),
    rulesFile = besideThis("crm.conflicts"),
  } = parseArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const { rules, warnings } = loadRules(rulesFile);
  for (const warning of warnings) process.stderr.write(warning);
  const day = loadDay(dayFile);

  const plain = await play(day, { seed });
  const ruled = await play(day, { seed, rules });

  const played = { plain: plain.played, ruled: ruled.played };
  const tallies = { plain: await tally(played.plain), ruled: await tally(played.ruled) };
  process.stdout.write(report({ dayFile, rulesFile, storage: ruled.storage, seed, played, tallies }));
  if (tallies.plain.audit.violationCount + tallies.ruled.audit.violationCount > 0) process.exitCode = 1;
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
