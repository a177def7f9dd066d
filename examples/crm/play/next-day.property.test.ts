import * as fc from "fast-check";
import { expect, it } from "vitest";

import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore, type RecordedEvent } from "@truce/core";

import { loadDay } from "../cli/load-day.ts";
import type { DayLine } from "../day/recorded-command.ts";
import { clientDecider, clientStream } from "../domain/client-decider.ts";
import type { ClientEvent } from "../domain/client-event.ts";
import { nextDay } from "./next-day.ts";

const recorded = loadDay(`${import.meta.dirname}/../day.jsonl`);

type Log = readonly RecordedEvent<ClientEvent>[];

/** The log after lines were saved one by one, each by the rules of the domain alone. */
async function played(before: Log, lines: readonly DayLine[]): Promise<Log> {
  const store = createEventStore<ClientEvent>({ adapter: memoryAdapter() });
  for (const { streamId, ...event } of before) {
    const { type, data, id } = event;
    await store.append(streamId, [{ type, data, id } as ClientEvent], { expectedVersion: "any" });
  }
  for (const { client, command } of lines) {
    const streamId = clientStream(client);
    const events = await Array.fromAsync(store.readStream(streamId));
    const state = events.reduce(clientDecider.evolve, clientDecider.initialState());
    await store.append(streamId, [...clientDecider.decide(command, state)], {
      expectedVersion: events.length,
    });
  }
  return Array.fromAsync(store.readAll());
}

/** The whole day of some clients, or the first part of it: a run that was broken off. */
const anyPart = fc
  .record({ clients: fc.subarray([...new Set(recorded.map(({ client }) => client))]), upTo: fc.nat(200) })
  .map(({ clients, upTo }) => recorded.filter(({ client }) => clients.includes(client)).slice(0, upTo));

it("can be played to its end, whatever was played before", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyPart, fc.constantFrom(0, 1, 2), async (part, more) => {
      let log = await played([], part);
      for (let day = 0; day <= more; day++) {
        const next = nextDay(part, log);
        const after = await played(log, next.lines);
        expect(after.length).toBe(log.length + next.lines.length);
        expect(next.lines.length + next.leftOut.length).toBe(part.length);
        log = after;
      }
    }),
    { numRuns: 15 },
  );
});

it("shows each user the version of the same moment: as many saves of this day had been made", async () => {
  const log = await played([], recorded);
  const { lines, startOf } = nextDay(recorded, log);
  for (const [client, ofClient] of Map.groupBy(recorded, (line) => line.client)) {
    expect(startOf(client)).toBe(ofClient.length);
    for (const line of lines.filter((one) => one.client === client)) {
      const original = ofClient.find((one) => one.line === line.line);
      const seen = ofClient
        .slice(0, original?.saw)
        .filter(({ command }) => command.type !== "RegisterClient");
      expect(line.saw).toBe(ofClient.length + seen.length);
    }
  }
});

it("changes nothing where there is nothing before", () => {
  expect(nextDay(recorded, [])).toMatchObject({ lines: recorded, leftOut: [] });
});
