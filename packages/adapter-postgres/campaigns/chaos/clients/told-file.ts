/**
 * What a client was told, in a file that outlives it: a line before each attempt, and one with its answer. An attempt
 * without an answer is one that its client did not live to hear of, so its outcome is unknown.
 */

import { openSync, readFileSync, writeSync } from "node:fs";

import type { Event, ExpectedVersion, RuleSet } from "@truce/core";
import type { ObservedOutcome, ClientObservation } from "@truce/testkit/history";

/** An append as a client asks for it. Its events have ids. */
export interface Ask {
  readonly streamId: string;
  readonly events: readonly Event[];
  readonly expectedVersion: ExpectedVersion;
  readonly decisionVersion?: number | undefined;
}

type Line =
  | { readonly rules: RuleSet }
  | { readonly began: number; readonly at: number; readonly ask: Ask }
  | { readonly ended: number; readonly at: number; readonly answer: ObservedOutcome };

export interface ToldFile {
  /** To be called before the attempt; gives its number. */
  began(ask: Ask): number;
  /** To be called when the attempt is answered, before anything is done about it. */
  ended(attempt: number, answer: ObservedOutcome): void;
}

/** One clock for all processes of the machine, in nanoseconds. */
export function now(): number {
  return Number(process.hrtime.bigint());
}

/** Opens a file of one's own. Each line is with the operating system before the next step is taken. */
export function openToldFile(path: string, { fingerprint, canonicalJson }: RuleSet): ToldFile {
  const file = openSync(path, "a");
  let attempts = 0;
  const write = (line: Line): void => void writeSync(file, `${JSON.stringify(line)}\n`);
  write({ rules: { fingerprint, canonicalJson } });
  return {
    began(ask) {
      write({ began: ++attempts, at: now(), ask });
      return attempts;
    },
    ended(attempt, answer) {
      write({ ended: attempt, at: now(), answer });
    },
  };
}

/** What a file tells. */
export interface ReadToldFile {
  readonly told: readonly ClientObservation[];
  /** Attempts that were never answered; they are among `told`, as unknown. */
  readonly unanswered: readonly Ask[];
}

/** Reads a file that nobody writes to any more. */
export function readToldFile(path: string): ReadToldFile {
  // The last line of somebody who was killed may be cut off.
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  let rules: RuleSet | null = null;
  const begun = new Map<number, { readonly ask: Ask; readonly at: number }>();
  const told: ClientObservation[] = [];
  for (const text of lines) {
    const line = JSON.parse(text) as Line;
    if ("rules" in line) {
      rules = line.rules;
    } else if ("began" in line) {
      begun.set(line.began, line);
    } else {
      const attempt = begun.get(line.ended);
      if (!attempt) throw new Error(`attempt ${line.ended} of '${path}' ended without having begun`);
      begun.delete(line.ended);
      told.push({ ...attempt.ask, rules, outcome: line.answer, time: { began: attempt.at, ended: line.at } });
    }
  }
  for (const { ask, at } of begun.values()) {
    told.push({
      ...ask,
      rules,
      outcome: { kind: "unknown" },
      time: { began: at, ended: Number.MAX_SAFE_INTEGER },
    });
  }
  return { told, unanswered: [...begun.values()].map(({ ask }) => ask) };
}
