/**
 * Keeps the writers true to what was recorded: nobody sees the future, and what somebody saw had happened.
 *
 * Whoever had version 5 of a client on the screen saw its first five saves, and those were made before everything that
 * was saved later. So a save waits until its client has reached every version that anybody had seen by then, its own
 * user's included. Saves between two versions that somebody saw are free to race: nobody knows who was first.
 *
 * Every command ends as exactly one event, so "version 5" is "five saves are done". A save only ever waits for earlier
 * lines of the file, and so does the writer that it belongs to: the first line that is not done can always go on.
 */

import type { DayLine } from "../day/recorded-command.ts";

export interface HistoryGate {
  /** Resolves when the line may be saved. */
  opensFor(line: DayLine): Promise<void>;
  /** To be called when the line's event is in the log. */
  saved(line: DayLine): void;
}

/** @param startOf - The version that a client is at when the day begins: what the lines saw counts on from there. */
export function createHistoryGate(
  lines: readonly DayLine[],
  startOf: (client: string) => number = () => 0,
): HistoryGate {
  const waitsFor = versionsToWaitFor(lines, startOf);
  const clients = new Map<string, { version: number; waiting: { version: number; open: () => void }[] }>();
  const clientOf = (id: string) => {
    const known = clients.get(id) ?? { version: startOf(id), waiting: [] };
    clients.set(id, known);
    return known;
  };
  return {
    opensFor: (line) =>
      new Promise((open) => {
        const client = clientOf(line.client);
        const version = waitsFor.get(line) ?? line.saw;
        if (client.version >= version) open();
        else client.waiting.push({ version, open });
      }),
    saved(line) {
      const client = clientOf(line.client);
      client.version++;
      const ready = client.waiting.filter(({ version }) => version <= client.version);
      client.waiting = client.waiting.filter(({ version }) => version > client.version);
      for (const { open } of ready) open();
    },
  };
}

/** For each line the highest version that anybody saw of its client, below the version that the line itself was. */
function versionsToWaitFor(
  lines: readonly DayLine[],
  startOf: (client: string) => number,
): ReadonlyMap<DayLine, number> {
  const waitsFor = new Map<DayLine, number>();
  for (const [client, ofClient] of Map.groupBy(lines, (line) => line.client)) {
    const wasSeen = new Set(ofClient.map(({ saw }) => saw));
    const start = startOf(client);
    let highest = start;
    for (const [index, line] of ofClient.entries()) {
      if (wasSeen.has(start + index)) highest = start + index;
      waitsFor.set(line, highest);
    }
  }
  return waitsFor;
}
