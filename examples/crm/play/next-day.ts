/**
 * The same day once more, for a storage that holds earlier ones.
 *
 * A recorded day begins with no clients at all. Where they are there already, everybody goes on from what they are:
 *
 * - the versions that users saw count on from the client's version when the day begins;
 * - a client that is there is not registered again, and that line counts as no version;
 * - a note whose id is taken gets one that is free, also where it is pinned.
 *
 * Streams and commands stay as they were recorded. A run that was broken off is an earlier day like any other.
 */

import type { RecordedEvent } from "@truce/core";

import type { DayLine } from "../day/recorded-command.ts";
import { clientStream } from "../domain/client-decider.ts";
import type { ClientCommand } from "../domain/client-command.ts";
import type { ClientEvent } from "../domain/client-event.ts";
import { evolve, initialClient, type Client } from "../domain/client.ts";

export interface NextDay {
  /** What is to be played, with the versions as they are in the storage. */
  readonly lines: readonly DayLine[];
  /** Registrations of clients that are there already. */
  readonly leftOut: readonly DayLine[];
  /** The version of a client when the day begins. */
  readonly startOf: (client: string) => number;
}

/** @param log - What the storage holds, in the order of the versions of each stream. */
export function nextDay(day: readonly DayLine[], log: readonly RecordedEvent<ClientEvent>[]): NextDay {
  const starts = new Map<string, Start>();
  for (const event of log) {
    const { client } = starts.get(event.streamId) ?? { client: initialClient };
    starts.set(event.streamId, { client: evolve(client, event), version: event.version });
  }
  const startOf = (client: string): Start =>
    starts.get(clientStream(client)) ?? { client: initialClient, version: 0 };

  const translated = [...Map.groupBy(day, ({ client }) => client)]
    .flatMap(([client, lines]) => translate(lines, startOf(client)))
    .toSorted((one, other) => one.line.line - other.line.line);
  return {
    lines: translated.filter(({ isPlayed }) => isPlayed).map(({ line }) => line),
    leftOut: translated.filter(({ isPlayed }) => !isPlayed).map(({ line }) => line),
    startOf: (client) => startOf(client).version,
  };
}

/** A client when the day begins. */
interface Start {
  readonly client: Client;
  readonly version: number;
}

interface Translated {
  readonly line: DayLine;
  readonly isPlayed: boolean;
}

/** @param lines - Of one client. */
function translate(lines: readonly DayLine[], { client, version }: Start): readonly Translated[] {
  const noteIds = freeNoteIds(lines, client);
  // By the version in the file: the version in the storage.
  const versions = [version];
  return lines.map((line) => {
    const isPlayed = line.command.type !== "RegisterClient" || client.name === null;
    const saw = versions[line.saw] ?? version;
    versions.push((versions.at(-1) ?? version) + (isPlayed ? 1 : 0));
    return { line: { ...line, saw, command: withNoteIds(line.command, noteIds) }, isPlayed };
  });
}

/** An id for each note that the lines add: its own, unless that is taken. */
function freeNoteIds(lines: readonly DayLine[], { notes }: Client): ReadonlyMap<string, string> {
  const wanted = lines.flatMap(({ command }) => (command.type === "AddMeetingNote" ? [command.noteId] : []));
  const there = new Set(notes.map(({ noteId }) => noteId));
  const taken = new Set([...there, ...wanted]);
  return new Map(
    wanted.map((noteId) => {
      let free = noteId;
      for (let day = 2; there.has(noteId) && taken.has(free); day++) free = `${noteId}.${day}`;
      taken.add(free);
      return [noteId, free];
    }),
  );
}

function withNoteIds(command: ClientCommand, noteIds: ReadonlyMap<string, string>): ClientCommand {
  if (command.type !== "AddMeetingNote" && command.type !== "PinNote") return command;
  return { ...command, noteId: noteIds.get(command.noteId) ?? command.noteId };
}
