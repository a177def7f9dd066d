/** Records a made-up day: what everybody saved, in order, and what each of them had on the screen. */

import { evolve, initialClient, type Client } from "../domain/client.ts";
import type { ClientCommand } from "../domain/client-command.ts";
import { decide } from "../domain/decide.ts";
import type { RecordedCommand } from "../day/recorded-command.ts";
import { seededRandom, type SeededRandom } from "../seeded-random.ts";
import { chooseCommand } from "./choose-command.ts";
import { foundingStory } from "./founding-story.ts";
import { planVisits, type Visit } from "./plan-visits.ts";
import { leads, office, team } from "./sales-team.ts";

/** Every state that a client was in, by version: what somebody can have had on the screen. */
type History = readonly Client[];

/** A day of the sales team, always the same for the same seed. */
export function recordDay(seed: number): readonly RecordedCommand[] {
  const random = seededRandom(seed);
  const recording = startRecording();
  for (const command of foundingStory) recording.save(command);
  for (const command of registrations(random)) recording.save(command);
  for (const step of stepsOf(planVisits(random))) {
    if (step.kind === "open") step.screen.version = recording.historyOf(step.visit.client).length - 1;
    else saveFromScreen(recording, random, step);
  }
  return recording.commands;
}

interface Recording {
  readonly commands: readonly RecordedCommand[];
  historyOf(client: string): History;
  save(command: RecordedCommand): void;
}

function startRecording(): Recording {
  const commands: RecordedCommand[] = [];
  const histories = new Map<string, History>();
  const historyOf = (client: string): History => histories.get(client) ?? [initialClient];
  return {
    commands,
    historyOf,
    save(recorded) {
      const history = historyOf(recorded.client);
      const now = history.at(-1) ?? initialClient;
      histories.set(recorded.client, [...history, decide(recorded.command, now).reduce<Client>(evolve, now)]);
      commands.push(recorded);
    },
  };
}

/** The office enters the leads of yesterday's trade fair. */
function registrations(random: SeededRandom): readonly RecordedCommand[] {
  return leads.flatMap(({ client, name }, index) => {
    const user = office[index % office.length] ?? office[0];
    const at = timeOfDay(9 * 60 + 13 + index);
    const assign: ClientCommand = { type: "AssignClient", to: random.pick(team) };
    return [
      { at, user, client, saw: 0, command: { type: "RegisterClient", name } },
      { at, user, client, saw: 1, command: assign },
    ];
  });
}

/** Something that happens at a minute of the day; `screen` is shared by the steps of one visit. */
interface Step {
  readonly kind: "open" | "save";
  readonly minute: number;
  readonly visit: Visit;
  readonly screen: { version: number };
}

function stepsOf(visits: readonly Visit[]): readonly Step[] {
  return visits
    .flatMap((visit): Step[] => {
      const common = { visit, screen: { version: 0 } };
      return [
        { kind: "open", minute: visit.opened, ...common },
        ...visit.saves.map((minute): Step => ({ kind: "save", minute, ...common })),
      ];
    })
    .toSorted((one, other) => one.minute - other.minute);
}

function saveFromScreen(recording: Recording, random: SeededRandom, { minute, visit, screen }: Step): void {
  const { user, client, afterMeeting } = visit;
  const history = recording.historyOf(client);
  const seen = history[screen.version] ?? initialClient;
  const fresh = recording.commands.length + 1;
  const command = chooseCommand({ random, seen, afterMeeting, fresh });
  recording.save({ at: timeOfDay(minute), user, client, saw: screen.version, command });
  // Whoever saves gets the client on the screen as it is then.
  screen.version = history.length;
}

function timeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
