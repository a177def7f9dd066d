/** Who opens which client, and when they save: the plan of the day, before anything is decided. */

import type { SeededRandom } from "../seeded-random.ts";
import { leads, team } from "./sales-team.ts";

/** Somebody opens a client, and saves once or several times. Times are minutes since midnight. */
export interface Visit {
  readonly user: string;
  readonly client: string;
  readonly opened: number;
  /** In order, each after `opened`. */
  readonly saves: readonly number[];
  /** Whether the user comes from a meeting with the client, and so has notes to write up. */
  readonly afterMeeting: boolean;
}

const [START, LUNCH, AFTERNOON, END] = [9 * 60 + 40, 12 * 60 + 15, 13 * 60, 17 * 60 + 30] as const;
const clients = ["42", ...leads.map(({ client }) => client)] as [string, ...string[]];

/** All visits of the day, in no particular order. */
export function planVisits(random: SeededRandom): readonly Visit[] {
  return [...afterMeetings(random), ...betweenMeetings(random)];
}

/** Several people come back from one meeting and open the same client within minutes. */
function afterMeetings(random: SeededRandom): readonly Visit[] {
  const meetings = [...clients, ...random.shuffled(clients).slice(0, 8)];
  return meetings.flatMap((client) => {
    const back = workingTime(random);
    const people = random.shuffled(team).slice(0, random.between(2, 5));
    return people.map((user) =>
      visit(random, { user, client, opened: back + random.between(0, 3), afterMeeting: true }),
    );
  });
}

/** Everybody looks after clients all day long, the busy ones more often. */
function betweenMeetings(random: SeededRandom): readonly Visit[] {
  const busy = random.shuffled(clients).slice(0, 7) as [string, ...string[]];
  return team.flatMap((user) => {
    const visits: Visit[] = [];
    for (let at = START + random.between(0, 30); at < END; at += random.between(20, 65)) {
      if (at >= LUNCH && at < AFTERNOON) continue;
      const client = random.pick(random.chance(0.55) ? busy : clients);
      visits.push(visit(random, { user, client, opened: at, afterMeeting: false }));
    }
    return visits;
  });
}

function visit(random: SeededRandom, { opened, ...rest }: Omit<Visit, "saves">): Visit {
  const saves = [opened + timeOnScreen(random)];
  while (saves.length < 3 && random.chance(0.3)) saves.push((saves.at(-1) ?? opened) + random.between(1, 4));
  return { ...rest, opened, saves };
}

/** Most save at once. Some are called away, and some have a coffee first. */
function timeOnScreen(random: SeededRandom): number {
  const kind = random.fraction();
  if (kind < 0.35) return random.between(1, 4);
  if (kind < 0.8) return random.between(5, 15);
  return random.between(16, 45);
}

function workingTime(random: SeededRandom): number {
  const at = random.between(START, END - 60 - (AFTERNOON - LUNCH));
  return at < LUNCH ? at : at + (AFTERNOON - LUNCH);
}
