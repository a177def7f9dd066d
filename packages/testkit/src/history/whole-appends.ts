/** Whether the events of each append stand side by side, in order, all of them, and only once. */

import type { RecordedEvent } from "@truce/core";
import type { Findings } from "./findings.ts";
import { firstAfter, type AppendUnderway, type StreamLog } from "./stream-log.ts";

/** Follows appends through the log. */
export interface WholeAppends {
  /**
   * Sets `log.append` to the append that the event belongs to. False for a stray part of one: what its author had
   * seen is then unknown, and that it is astray is a violation already.
   */
  takesPart(log: StreamLog, event: RecordedEvent): boolean;
  /** After the last event of a stream. */
  finish(log: StreamLog): void;
}

export function createWholeAppends(findings: Findings): WholeAppends {
  const known = new Set<string>();
  const broken = new Set<string>();

  const breakUp = (streamId: string, { version, provenance: { append } }: RecordedEvent): void => {
    if (broken.has(append.id)) return;
    broken.add(append.id);
    const message = `the ${append.count} events of append '${append.id}' do not stand together in stream '${streamId}'`;
    findings.violation("append-not-whole", message, { streamId, version });
  };

  const finish = ({ streamId, append }: StreamLog): void => {
    if (append && append.seen < append.first.provenance.append.count) breakUp(streamId, append.first);
  };

  return {
    takesPart(log, event) {
      if (log.append && continues(log.append, event)) {
        log.append.seen++;
        return true;
      }
      finish(log);
      log.append = null;
      const { id, index, count } = event.provenance.append;
      if (index !== 0 || index >= count) {
        breakUp(log.streamId, event);
        return false;
      }
      findings.counts.appends++;
      if (known.has(id)) {
        const message = `append '${id}' is in the log more than once`;
        findings.violation("append-repeated", message, { streamId: log.streamId, version: event.version });
      }
      known.add(id);
      log.append = underway(log, event);
      return true;
    },
    finish,
  };
}

function underway(log: StreamLog, first: RecordedEvent): AppendUnderway {
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

/** An event that disagrees with the append's first one about what they have in common does not continue it. */
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
