/** The two runs, side by side. */

import type { BothRuns } from "../both-runs.ts";
import { bad, faint, good, heading, strong } from "../cli/paint.ts";
import type { Cell } from "./table.ts";
import { number, table } from "./table.ts";
import type { Tally } from "./tally.ts";

const RIGHT = ["left", "right", "right"] as const;

export function comparison({ plain, ruled }: BothRuns<Tally>): readonly string[] {
  const row = (label: string, cell: (tally: Tally) => Cell): readonly Cell[] => [
    { text: label },
    cell(plain),
    cell(ruled),
  ];
  const count = (label: string, value: (tally: Tally) => number, paint?: Cell["paint"]) =>
    row(label, (tally) => ({ text: number(value(tally)), paint }));
  const mustBeZero = (label: string, value: (tally: Tally) => number) =>
    row(label, (tally) => ({ text: number(value(tally)), paint: value(tally) === 0 ? good : bad }));

  return table(
    [
      [
        { text: "" },
        { text: "expected versions only", paint: faint },
        { text: "with conflict rules", paint: faint },
      ],
      count("commands", (tally) => tally.commands),
      count("appended: the screen was up to date", (tally) => tally.appended),
      count("merged: let through although it was out of date", (tally) => tally.merged, strong),
      count("refused: the user was interrupted", (tally) => tally.refused, heading),
      count("saved again after a look at what had changed", (tally) => tally.retries),
      [],
      count("events in the log", (tally) => tally.events),
      ...(plain.eventsBefore + ruled.eventsBefore === 0
        ? []
        : [
            count("of these from earlier runs", (tally) => tally.eventsBefore),
            mustBeZero("events of earlier runs that are gone or changed", (tally) => tally.changedSince),
          ]),
      mustBeZero("acknowledged events that are not in the log", (tally) => tally.lost),
      row("notes, contacts and tags found in the clients", ({ entries: { found, asked } }) => ({
        text: `${number(found)} of ${number(asked)}`,
        paint: found === asked ? good : bad,
      })),
      row("values, names, owners, ... overwritten unseen", ({ overwrittenUnseen, replaced }) => ({
        text: `${number(overwrittenUnseen)} of ${number(replaced)}`,
        paint: overwrittenUnseen === 0 ? good : bad,
      })),
    ],
    RIGHT,
  );
}

export function audits({ plain, ruled }: BothRuns<Tally>): readonly string[] {
  const count = (label: string, value: (tally: Tally) => number): readonly Cell[] => [
    { text: label },
    { text: number(value(plain)) },
    { text: number(value(ruled)) },
  ];
  const violations = ({ audit }: Tally): Cell => ({
    text: `${number(audit.violationCount)} of ${number(audit.counts.appends)}`,
    paint: audit.violationCount === 0 ? good : bad,
  });
  return table(
    [
      [
        { text: "" },
        { text: "expected versions only", paint: faint },
        { text: "with conflict rules", paint: faint },
      ],
      count("events", ({ audit }) => audit.counts.events),
      count("appends", ({ audit }) => audit.counts.appends),
      count("merges judged again", ({ audit }) => audit.counts.mergedAppends - audit.counts.notJudgeable),
      count("pairs of events held against each other", ({ audit }) => audit.counts.pairsJudged),
      count("answers to writers held against the log", ({ audit }) => audit.counts.toldAppends),
      [{ text: "violations, of all appends" }, violations(plain), violations(ruled)],
    ],
    RIGHT,
  );
}
