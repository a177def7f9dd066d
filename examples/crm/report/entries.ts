/** Everything that was added to a client during the day, and whether it is still there in the evening. */

import type { DayLine } from "../day/recorded-command.ts";
import { clientStream } from "../domain/client-decider.ts";
import type { Client } from "../domain/client.ts";

/** Notes, contacts, tags and duplicates that the commands ask for, each once per command. */
export interface Entries {
  readonly asked: number;
  readonly found: number;
}

/**
 * Holds what was asked for against the folded clients; what was asked for twice must be there twice.
 *
 * @param before - The clients as they were when the day began: what was there does not count.
 */
export function findEntries(
  lines: readonly DayLine[],
  clients: ReadonlyMap<string, Client>,
  before: ReadonlyMap<string, Client>,
): Entries {
  const asked = countByKey(lines.flatMap((line) => entryOf(line) ?? []));
  const inClients = countByKey(allEntriesOf(clients));
  const wereThere = countByKey(allEntriesOf(before));
  const added = (entry: string): number => (inClients.get(entry) ?? 0) - (wereThere.get(entry) ?? 0);
  const found = [...asked].map(([entry, count]) => Math.min(count, added(entry)));
  return { asked: sum([...asked.values()]), found: sum(found) };
}

function allEntriesOf(clients: ReadonlyMap<string, Client>): readonly string[] {
  return [...clients].flatMap(([streamId, client]) => entriesOf(streamId, client));
}

function entryOf({ client, command }: DayLine): string | undefined {
  const streamId = clientStream(client);
  switch (command.type) {
    case "AddMeetingNote":
      return key(streamId, "note", command.noteId, command.text);
    case "AddContact":
      return key(streamId, "contact", command.name, command.role);
    case "TagClient":
      return key(streamId, "tag", command.tag);
    case "MergeClient":
      return key(streamId, "duplicate", command.duplicate);
    default:
      return undefined;
  }
}

function entriesOf(streamId: string, { notes, contacts, tags, duplicates }: Client): readonly string[] {
  return [
    ...notes.map(({ noteId, text }) => key(streamId, "note", noteId, text)),
    ...contacts.map(({ name, role }) => key(streamId, "contact", name, role)),
    ...tags.map((tag) => key(streamId, "tag", tag)),
    ...duplicates.map((duplicate) => key(streamId, "duplicate", duplicate)),
  ];
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function countByKey(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of keys) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
