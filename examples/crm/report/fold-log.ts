/** The proof that nothing was overwritten: the whole log folded into clients, with an eye on every field. */

import type { RecordedEvent } from "@truce/core";

import type { ClientEvent } from "../domain/client-event.ts";
import { evolve, initialClient, type Client } from "../domain/client.ts";

/** An event that replaced what its author had never seen. */
interface BlindOverwrite {
  readonly event: RecordedEvent<ClientEvent>;
  readonly field: keyof Client;
  /** The version that had set the field, above the one that the author had on the screen. */
  readonly unseen: number;
}

/** What a log comes to. */
export interface FoldedLog {
  /** By stream id. */
  readonly clients: ReadonlyMap<string, Client>;
  /** How often a field that holds a single value was given another one. */
  readonly replaced: number;
  readonly blindOverwrites: readonly BlindOverwrite[];
}

interface Folding {
  readonly client: Client;
  /** The version that last changed each field. */
  readonly changedAt: Partial<Record<keyof Client, number>>;
}

/** @param log - In the order of the versions of each stream. */
export function foldLog(log: readonly RecordedEvent<ClientEvent>[]): FoldedLog {
  const streams = new Map<string, Folding>();
  const blindOverwrites: BlindOverwrite[] = [];
  let replaced = 0;
  for (const event of log) {
    const before = streams.get(event.streamId) ?? { client: initialClient, changedAt: {} };
    const client = evolve(before.client, event);
    const fields = fieldsSet(before.client, client);
    for (const field of fields.filter((name) => before.client[name] !== null)) {
      replaced++;
      const unseen = before.changedAt[field] ?? 0;
      if (unseen > versionSeen(event)) blindOverwrites.push({ event, field, unseen });
    }
    const changedAt = {
      ...before.changedAt,
      ...Object.fromEntries(fields.map((field) => [field, event.version])),
    };
    streams.set(event.streamId, { client, changedAt });
  }
  const clients = new Map([...streams].map(([streamId, { client }]) => [streamId, client]));
  return { clients, replaced, blindOverwrites };
}

/** The single-valued fields that an event has changed. Lists only ever grow: there, nothing can be overwritten. */
function fieldsSet(before: Client, after: Client): readonly (keyof Client)[] {
  return (Object.keys(after) as (keyof Client)[]).filter(
    (field) => !Array.isArray(after[field]) && after[field] !== before[field],
  );
}

function versionSeen({ provenance }: RecordedEvent<ClientEvent>): number {
  return typeof provenance.expectedVersion === "number" ? provenance.expectedVersion : 0;
}
