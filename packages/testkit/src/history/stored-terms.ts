/** Observations in terms of stored types, as the log and the recorded rules are. */

import type { Upcasters } from "@truce/core";
import type { ClientObservation, ObservedOutcome } from "./client-observation.ts";
import { eventAt, type StreamLog } from "./stream-log.ts";

/**
 * What a client of a store with upcasters observed, as if it had seen the stored events.
 *
 * @param streams - The streams of the log.
 */
export function inStoredTerms(
  observation: ClientObservation,
  upcasters: Upcasters,
  streams: ReadonlyMap<string, StreamLog>,
): ClientObservation {
  const { streamId, events, outcome } = observation;
  return {
    ...observation,
    events: events.map((event) => asWritten(event, upcasters)),
    outcome: outcomeInStoredTerms(outcome, upcasters, streams.get(streamId)),
  };
}

function outcomeInStoredTerms(
  outcome: ObservedOutcome,
  upcasters: Upcasters,
  log: StreamLog | undefined,
): ObservedOutcome {
  if (outcome.kind !== "conflict" || !log) return outcome;
  const [first, ...rest] = outcome.conflicts.map((pair) => {
    const recorded = eventAt(log, pair.committed.version);
    // Several upcast events share the id of the stored event.
    const isSame = recorded?.id === pair.committed.id && upcasters.storedTypes.has(recorded.type);
    return {
      ...pair,
      incoming: asWritten(pair.incoming, upcasters),
      committed: isSame ? recorded : pair.committed,
    };
  });
  return first ? { ...outcome, conflicts: [first, ...rest] } : outcome;
}

function asWritten<Named extends { readonly type: string }>(event: Named, { storedAs }: Upcasters): Named {
  return { ...event, type: storedAs.get(event.type) ?? event.type };
}
