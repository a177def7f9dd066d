/** Checks that the events of each append are in the log side by side, in order, all of them, and only once. */

import type { RecordedEvent } from "@truce/core";
import type { Findings } from "./findings.ts";
import { firstAfter, type AppendUnderway, type StreamLog } from "./stream-log.ts";

/** Follows appends through the log. */
export interface AppendIntegrity {
  /**
   * Sets `log.append` to the append that the event belongs to. Returns false for an event whose append is broken. It is
   * then unknown which events its author had seen, and the violation is already reported.
   */
  belongsToAppend(log: StreamLog, event: RecordedEvent): boolean;
  /** To be called after the last event of a stream. */
  finish(log: StreamLog): void;
}

export function createAppendIntegrity(findings: Findings): AppendIntegrity {
  const known = new Set<string>();
  const broken = new Set<string>();

  const reportBroken = (streamId: string, { version, provenance: { append } }: RecordedEvent): void => {
    if (broken.has(append.id)) return;
    broken.add(append.id);
    const message = `the ${append.count} events of append '${append.id}' are not side by side in stream '${streamId}'`;
    findings.violation("append-not-whole", message, { streamId, version });
  };

  const finish = ({ streamId, append }: StreamLog): void => {
    if (append && append.seen < append.first.provenance.append.count) reportBroken(streamId, append.first);
  };

  return {
    belongsToAppend(log, event) {
      if (log.append && continues(log.append, event)) {
        log.append.seen++;
        return true;
      }
      finish(log);
      log.append = null;
      const { id, index, count } = event.provenance.append;
      if (index !== 0 || index >= count) {
        reportBroken(log.streamId, event);
        return false;
      }
      findings.counts.appends++;
      if (known.has(id)) {
        const message = `append '${id}' is in the log more than once`;
        findings.violation("append-repeated", message, { streamId: log.streamId, version: event.version });
      }
      known.add(id);
      log.append = begin(log, event);
      return true;
    },
    finish,
  };
}

function begin(log: StreamLog, first: RecordedEvent): AppendUnderway {
  const base = first.version - 1;
  const { expectedVersion } = first.provenance;
  const behind = typeof expectedVersion === "number" && expectedVersion < base;
  const to = log.committed.length;
  return {
    first,
    seen: 1,
    base,
    window: { from: behind ? firstAfter(log.committed, expectedVersion) : to, to },
  };
}

/** Whether an event is the next one of the append, with the same provenance as its first event. */
function continues({ first, seen }: AppendUnderway, { provenance }: RecordedEvent): boolean {
  const { append, expectedVersion, rules } = first.provenance;
  return (
    provenance.append.id === append.id &&
    provenance.append.count === append.count &&
    provenance.append.index === seen &&
    seen < append.count &&
    provenance.expectedVersion === expectedVersion &&
    provenance.rules === rules
  );
}
