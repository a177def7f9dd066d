/** Folds a log and looks for events that replaced a value which their author had never seen. */

import type { RecordedEvent } from "@truce/core";

import { evolve, unregisteredClient, type Client, type ClientEvent } from "./domain/client.ts";

export interface Replacements {
  /** How often a known value, name, owner, pinned note or contract was replaced. Lists cannot lose anything. */
  readonly total: number;
  /** How many of these replaced something newer than the version that the author had on the screen. */
  readonly unseen: number;
}

/** @param log - The events of each stream in the order of their versions. */
export function countReplacements(log: readonly RecordedEvent<ClientEvent>[]): Replacements {
  const clients = new Map<string, Client>();
  /** The version that last set each field of each stream. */
  const setBy = new Map<string, number>();
  let total = 0;
  let unseen = 0;
  for (const event of log) {
    const { streamId, version, provenance } = event;
    const before = clients.get(streamId) ?? unregisteredClient;
    const after = evolve(before, event);
    clients.set(streamId, after);
    const seen = typeof provenance.expectedVersion === "number" ? provenance.expectedVersion : 0;
    for (const field of Object.keys(after) as (keyof Client)[]) {
      if (after[field] === before[field] || Array.isArray(after[field])) continue;
      const key = `${streamId} ${field}`;
      if (before[field] !== null) total++;
      if ((setBy.get(key) ?? 0) > seen) unseen++;
      setBy.set(key, version);
    }
  }
  return { total, unseen };
}
