/**
 * The log of a client, in a file: a line before each attempt, and one with its outcome. If the client was killed before
 * the outcome arrived, the attempt has only the first line, and its outcome is unknown.
 */

import { openSync, readFileSync, writeSync } from "node:fs";

import type { Event, ExpectedVersion, RuleSet } from "@truce/core";
import type { ObservedOutcome, ClientObservation } from "@truce/testkit/history";

/** An append that a client makes. Its events have ids. */
export interface PlannedAppend {
  readonly streamId: string;
  readonly events: readonly Event[];
  readonly expectedVersion: ExpectedVersion;
  readonly decisionVersion?: number | undefined;
}

type Line =
  | { readonly rules: RuleSet }
  | { readonly began: number; readonly at: number; readonly append: PlannedAppend }
  | { readonly ended: number; readonly at: number; readonly answer: ObservedOutcome };

export interface AttemptLog {
  /** Call this before the attempt. Returns the number of the attempt. */
  began(append: PlannedAppend): number;
  /** Call this when the outcome arrives, before anything else. */
  ended(attempt: number, answer: ObservedOutcome): void;
}

/** Nanoseconds on a clock that all processes of the machine share. */
export function now(): number {
  return Number(process.hrtime.bigint());
}

/** Opens a new log. Each line has reached the operating system before the next step. */
export function openAttemptLog(path: string, { fingerprint, canonicalJson }: RuleSet): AttemptLog {
  const file = openSync(path, "a");
  let attempts = 0;
  const write = (line: Line): void => void writeSync(file, `${JSON.stringify(line)}\n`);
  write({ rules: { fingerprint, canonicalJson } });
  return {
    began(append) {
      write({ began: ++attempts, at: now(), append });
      return attempts;
    },
    ended(attempt, answer) {
      write({ ended: attempt, at: now(), answer });
    },
  };
}

/** The content of a log. */
export interface ReadAttemptLog {
  readonly observations: readonly ClientObservation[];
  /** Attempts without an outcome. In `observations` their outcome is unknown. */
  readonly unanswered: readonly PlannedAppend[];
}

/** Reads the log of a client that has ended. */
export function readAttemptLog(path: string): ReadAttemptLog {
  // The last line of a killed client may be incomplete.
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  let rules: RuleSet | null = null;
  const begun = new Map<number, { readonly append: PlannedAppend; readonly at: number }>();
  const observations: ClientObservation[] = [];
  for (const text of lines) {
    const line = JSON.parse(text) as Line;
    if ("rules" in line) {
      rules = line.rules;
    } else if ("began" in line) {
      begun.set(line.began, line);
    } else {
      const attempt = begun.get(line.ended);
      if (!attempt) throw new Error(`attempt ${line.ended} of '${path}' ended but never began`);
      begun.delete(line.ended);
      observations.push({
        ...attempt.append,
        rules,
        outcome: line.answer,
        time: { began: attempt.at, ended: line.at },
      });
    }
  }
  for (const { append, at } of begun.values()) {
    observations.push({
      ...append,
      rules,
      outcome: { kind: "unknown" },
      time: { began: at, ended: Number.MAX_SAFE_INTEGER },
    });
  }
  return { observations, unanswered: [...begun.values()].map(({ append }) => append) };
}
