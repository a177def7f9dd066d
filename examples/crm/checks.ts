/** What the demo claims about its two runs, each claim checked on what the stores returned and recorded. */

import { checkHistory } from "@truce/testkit/history";

import type { PlayedCommand, PlayedDay } from "./play-day.ts";
import { countReplacements } from "./unseen-overwrites.ts";

/** The same day on two stores. */
export interface Runs {
  readonly withoutRules: PlayedDay;
  readonly withRules: PlayedDay;
}

export interface Check {
  readonly claim: string;
  readonly holds: boolean;
}

export async function checkRuns(runs: Runs): Promise<readonly Check[]> {
  const { withoutRules, withRules } = runs;
  const both = [withoutRules, withRules];
  const [plainRefusals, ruledRefusals] = both.map(countRefusals) as [number, number];
  const replacements = both.map(({ log }) => countReplacements(log));
  const histories = await Promise.all(
    both.map(({ log, ruleSets }) => checkHistory({ events: log, ruleSets })),
  );
  const merges = histories[1]?.counts.mergedAppends ?? 0;
  return [
    {
      claim: "Harry's note was merged, and Ann's change was refused because of Joe's",
      holds: isFoundingStory(withRules),
    },
    {
      claim: `With the rules, users were interrupted ${ruledRefusals} times instead of ${plainRefusals}`,
      holds: ruledRefusals < plainRefusals,
    },
    {
      claim: `Each log has the event of every command exactly once (${withRules.log.length} events)`,
      holds: both.every(isComplete),
    },
    {
      claim: `No user replaced a value without having seen it (${replacements[1]?.total} replacements)`,
      holds: replacements.every(({ unseen }) => unseen === 0),
    },
    {
      claim: `The history checker judged all ${merges} merges again from the log, and found no mistake`,
      holds: histories.every(
        ({ violationCount, counts }) => violationCount === 0 && counts.notJudgeable === 0,
      ),
    },
  ];
}

export function countRefusals({ commands }: PlayedDay): number {
  return commands.reduce((sum, { refusals }) => sum + refusals.length, 0);
}

/** The commands of the founding story: Joe, Harry and Ann all had version 3 of client 42 on the screen. */
export function foundingStory({ commands }: PlayedDay): readonly PlayedCommand[] {
  return commands.filter(({ client, saw }) => client === "42" && saw === 3);
}

function isFoundingStory(played: PlayedDay): boolean {
  const [joe, harry, ann] = foundingStory(played);
  const [joesEvent] = joe?.result.eventIds ?? [];
  return (
    joe?.result.kind === "appended" &&
    harry?.result.kind === "merged" &&
    harry.refusals.length === 0 &&
    ann?.refusals[0]?.conflicts[0].committed.id === joesEvent
  );
}

function isComplete({ commands, log }: PlayedDay): boolean {
  const acknowledged = commands.flatMap(({ result }) => result.eventIds);
  const logged = new Set(log.map(({ id }) => id));
  return acknowledged.length === log.length && acknowledged.every((id) => logged.has(id));
}
