/** One pass over the log: puts the events of each stream in the order of their versions, and checks each of them. */

import type { RecordedEvent } from "@truce/core";
import { createAppendIntegrity } from "./append-integrity.ts";
import type { Findings } from "./findings.ts";
import { createMergeCheck } from "./merge-check.ts";
import { createPositions } from "./positions.ts";
import type { RuleBook } from "./rule-book.ts";
import { createStreamLog, type StreamLog } from "./stream-log.ts";

export interface LogPass {
  see(event: RecordedEvent): void;
  /** To be called once, after the last event. Returns the streams by their ids. */
  finish(): ReadonlyMap<string, StreamLog>;
}

/** @param keepEvents - Whether to keep whole events. Otherwise only the payloads that rules compare are kept. */
export function createLogPass(rules: RuleBook, findings: Findings, keepEvents: boolean): LogPass {
  const streams = new Map<string, StreamLog>();
  const positions = createPositions();
  const appends = createAppendIntegrity(findings);
  const merges = createMergeCheck(rules, findings);
  const looksInto = rememberByType((type) => rules.looksInto(type));

  /** Takes the next event of a stream. */
  const take = (log: StreamLog, event: RecordedEvent): void => {
    checkPlace(log, event, findings);
    if (appends.belongsToAppend(log, event)) merges.check(log, event);
    log.committed.push({
      version: event.version,
      type: event.type,
      data: keepEvents || looksInto(event.type) ? event.data : null,
    });
    if (keepEvents) log.events.push(event);
    log.version = event.version;
    log.position = event.position;
  };

  return {
    see(event) {
      findings.counts.events++;
      const { streamId, version, position } = event;
      if (!positions.add(position)) {
        findings.violation("position-reused", `position ${position} is used more than once`, {
          streamId,
          version,
        });
      }
      const log = streamOf(streams, streamId);
      if (version === log.version + 1) {
        take(log, event);
        takeEarly(log, take);
      } else if (version <= log.version || log.early.has(version)) {
        const message = `stream '${streamId}' has version ${version} more than once`;
        findings.violation("version-repeated", message, { streamId, version });
      } else {
        log.early.set(version, event);
      }
    },
    finish() {
      findings.counts.streams = streams.size;
      for (const log of streams.values()) {
        takeOverGaps(log, take, findings);
        appends.finish(log);
      }
      return streams;
    },
  };
}

function streamOf(streams: Map<string, StreamLog>, streamId: string): StreamLog {
  let log = streams.get(streamId);
  if (!log) streams.set(streamId, (log = createStreamLog(streamId)));
  return log;
}

function checkPlace(
  log: StreamLog,
  { streamId, id, version, position }: RecordedEvent,
  findings: Findings,
): void {
  if (position < log.position) {
    const message = `version ${version} of stream '${streamId}' has a lower position than the version before it`;
    findings.violation("position-not-increasing", message, { streamId, version });
  }
  const other = log.versionsById.get(id);
  if (other === undefined) {
    log.versionsById.set(id, version);
  } else {
    const message = `event '${id}' is in stream '${streamId}' at version ${other} and again at ${version}`;
    findings.violation("event-id-repeated", message, { streamId, version, committedVersion: other });
  }
}

/** Takes the events that came too early and can be taken now. */
function takeEarly(log: StreamLog, take: (log: StreamLog, event: RecordedEvent) => void): void {
  for (let event = log.early.get(log.version + 1); event; event = log.early.get(log.version + 1)) {
    log.early.delete(event.version);
    take(log, event);
  }
}

/** Takes the events that are still waiting at the end of the log. There is a gap in front of them. */
function takeOverGaps(
  log: StreamLog,
  take: (log: StreamLog, event: RecordedEvent) => void,
  findings: Findings,
): void {
  for (const event of [...log.early.values()].toSorted((one, other) => one.version - other.version)) {
    if (event.version !== log.version + 1) {
      const message = `stream '${log.streamId}' goes from version ${log.version} to ${event.version}`;
      findings.violation("version-gap", message, { streamId: log.streamId, version: event.version });
    }
    take(log, event);
  }
  log.early.clear();
}

function rememberByType(answer: (type: string) => boolean): (type: string) => boolean {
  const known = new Map<string, boolean>();
  return (type) => {
    let yes = known.get(type);
    if (yes === undefined) known.set(type, (yes = answer(type)));
    return yes;
  };
}
