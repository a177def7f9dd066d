/** Checks that an append could be written at its version, and that no merged event conflicts. */

import type { RecordedEvent } from "@truce/core";
import type { Findings } from "./findings.ts";
import { judgePair, type Interpreter } from "./interpreter.ts";
import type { RuleBook } from "./rule-book.ts";
import type { AppendUnderway, StreamLog } from "./stream-log.ts";

export interface MergeCheck {
  /** To be called with each event of an append, in order, while `log.append` is that append. */
  check(log: StreamLog, event: RecordedEvent): void;
}

export function createMergeCheck(rules: RuleBook, findings: Findings): MergeCheck {
  const unknown = new Set<string>();
  const notJudgeable = new WeakSet<AppendUnderway>();

  /** The interpreter of an append's rules; null if it has none or they cannot be read. */
  const interpreterOf = ({ first }: AppendUnderway): Interpreter | null => {
    const fingerprint = first.provenance.rules;
    if (fingerprint === null) return null;
    if (!rules.isStored(fingerprint) && !unknown.has(fingerprint)) {
      unknown.add(fingerprint);
      const { streamId, version } = first;
      findings.violation("rule-set-unknown", `rule set '${fingerprint}' is not stored`, {
        streamId,
        version,
      });
    }
    return rules.find(fingerprint) ?? null;
  };

  const rememberNotJudgeable = (append: AppendUnderway): void => {
    if (notJudgeable.has(append)) return;
    notJudgeable.add(append);
    findings.counts.notJudgeable++;
  };

  return {
    check(log, event) {
      const { append } = log;
      if (!append) return;
      if (event === append.first) checkExpectedVersion(append, findings);
      const interpreter = interpreterOf(append);
      if (append.window.from === append.window.to || append.first.provenance.rules === null) return;
      if (!interpreter) rememberNotJudgeable(append);
      else if (!judgeMerged(log, append, event, interpreter, findings)) rememberNotJudgeable(append);
    },
  };
}

/** Checks the append's expected version against the stream as it was. */
function checkExpectedVersion({ first, base }: AppendUnderway, findings: Findings): void {
  const { streamId, version, provenance } = first;
  const { expectedVersion, rules } = provenance;
  const place = { streamId, version };
  if (expectedVersion === "noStream" && base > 0) {
    findings.violation(
      "stream-existed",
      `an append that expected 'noStream' was written to stream '${streamId}' at version ${base}`,
      place,
    );
  } else if (expectedVersion === "streamExists" && base === 0) {
    findings.violation(
      "stream-missing",
      `an append that expected 'streamExists' was written to the empty stream '${streamId}'`,
      place,
    );
  } else if (typeof expectedVersion === "number" && expectedVersion > base) {
    const message = `an append that expected version ${expectedVersion} was written to stream '${streamId}' at version ${base}`;
    findings.violation("expected-version-too-high", message, place);
  } else if (typeof expectedVersion === "number" && expectedVersion < base) {
    findings.counts.mergedAppends++;
    if (rules !== null) return;
    const message = `expected version ${expectedVersion} was merged without rules at version ${base} of stream '${streamId}'`;
    findings.violation("merged-without-rules", message, place);
  }
}

/** Judges one merged event. Returns false if the verdict depends on a free predicate. */
function judgeMerged(
  { streamId, committed }: StreamLog,
  { window }: AppendUnderway,
  incoming: RecordedEvent,
  interpreter: Interpreter,
  findings: Findings,
): boolean {
  findings.counts.pairsJudged += window.to - window.from;
  const targets = interpreter.targetsOf(streamId, incoming.type);
  if (targets.length === 0) return true;
  let judgeable = true;
  for (let place = window.from; place < window.to; place++) {
    const other = committed[place];
    if (!other) break;
    const verdict = judgePair(targets, incoming, other);
    if (verdict === "free-predicate") judgeable = false;
    if (verdict !== "conflict") continue;
    const message =
      `'${incoming.type}' (version ${incoming.version} of stream '${streamId}') was merged over ` +
      `'${other.type}' (version ${other.version}), with which it conflicts`;
    const { version } = incoming;
    findings.violation("merged-conflict", message, { streamId, version, committedVersion: other.version });
    break;
  }
  return judgeable;
}
