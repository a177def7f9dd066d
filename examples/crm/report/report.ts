/** All that the demo prints about the two runs. */

import type { BothRuns } from "../both-runs.ts";
import { faint, heading } from "../cli/paint.ts";
import { printable } from "../cli/printable.ts";
import type { PlayedDay } from "../play/play-day.ts";
import { audits, comparison } from "./comparison.ts";
import { refusalsByPair, refusalsTable } from "./refusals.ts";
import { tellStory } from "./story.ts";
import { number } from "./table.ts";
import type { Tally } from "./tally.ts";
import { wrap } from "./wrap.ts";

/** What was played, and how. */
export interface ReportOptions {
  /** What to call the two files. */
  readonly dayFile: string;
  readonly rulesFile: string;
  /** The storage in words. */
  readonly storage: string;
  /** Whether earlier days may be in there. */
  readonly isKept: boolean;
  readonly seed: number;
  readonly played: BothRuns<PlayedDay>;
  readonly tallies: BothRuns<Tally>;
}

export function report(options: ReportOptions): string {
  const { dayFile, rulesFile, storage, seed, played, tallies } = options;
  const refusals = refusalsByPair(played.ruled);
  const users = new Set(played.ruled.lines.map(({ line }) => line.user)).size;
  const { commands } = tallies.ruled;
  const people = `${number(commands)} ${commands === 1 ? "command" : "commands"} by ${number(users)} concurrent ${users === 1 ? "user" : "users"}`;
  const about =
    `${dayFile} played by the rules of ${rulesFile}, and once more without them. Each user is a writer ` +
    `and saves with the version that was on the screen. Storage: ${storage}. Pauses by seed ${seed}.`;
  return [
    "",
    ...tellStory(played),
    "",
    heading(`  ${people}, played twice`),
    ...wrap(printable(about), "  ").map((line) => faint(line)),
    ...earlierDays(options),
    "",
    ...comparison(tallies),
    "",
    ...interruptions(tallies),
    ...overwritten(tallies),
    ...(refusals.length > 0 ? [heading("  What the rules refused"), "", ...refusalsTable(refusals), ""] : []),
    heading(
      "  Each log judged again, from nothing but what is recorded in it and what the writers were told",
    ),
    "",
    ...audits(tallies),
    ...violationsOf(tallies),
    "",
  ].join("\n");
}

/** What was in the storage when the day began, and how the day went on from there. */
function earlierDays({ isKept, played: { plain, ruled } }: ReportOptions): readonly string[] {
  if (!isKept) return [];
  if (plain.before.length + ruled.before.length === 0) {
    return wrap("Nothing was found there: this was the first day.", "  ");
  }
  const registrations = new Set([...plain.leftOut, ...ruled.leftOut].map(({ line }) => line)).size;
  const leftOut =
    registrations === 0
      ? ""
      : ` Left out: ${number(registrations)} ${registrations === 1 ? "registration of a client that is" : "registrations of clients that are"} there already.`;
  return wrap(
    `Found there: ${number(plain.before.length)} events of earlier runs without rules, ${number(ruled.before.length)} ` +
      `with them. This was the next day: versions went on from where each client was.${leftOut}`,
    "  ",
  );
}

/** What it all comes to for the people who work there. */
function interruptions({ plain, ruled }: BothRuns<Tally>): readonly string[] {
  const times = `${number(ruled.refused)} ${ruled.refused === 1 ? "time" : "times"}`;
  return [
    heading(`  With the rules people were interrupted ${times} instead of ${number(plain.refused)}.`),
    "",
  ];
}

/** What rules that are too generous have done: not a violation, since they say so. */
function overwritten({ ruled: { overwrittenUnseen } }: BothRuns<Tally>): readonly string[] {
  if (overwrittenUnseen === 0) return [];
  const changes = `${number(overwrittenUnseen)} ${overwrittenUnseen === 1 ? "change" : "changes"}`;
  return [
    ...wrap(
      `By these rules ${changes} replaced something that the user had never seen: they are too generous.`,
      "  ",
    ),
    "",
  ];
}

/** The first violations of each log: there should be none. */
function violationsOf({ plain, ruled }: BothRuns<Tally>): readonly string[] {
  return [plain, ruled].flatMap(({ audit }) =>
    audit.violations.slice(0, 5).flatMap(({ message }) => wrap(`violation: ${message}`, "  ")),
  );
}
