/** What the demo prints. */

import { styleText } from "node:util";

import { countRefusals, foundingStory, type Check, type Runs } from "./checks.ts";
import type { PlayedCommand, PlayedDay } from "./play-day.ts";

/** Colours appear on a terminal only, and not if NO_COLOR is set. */
const heading = (text: string): string => styleText("bold", text);
const good = (text: string): string => `${styleText("green", "✓")} ${text}`;
const bad = (text: string): string => `${styleText("red", "✗")} ${text}`;

export function report(runs: Runs, checks: readonly Check[]): string {
  const { commands } = runs.withRules;
  const users = new Set(commands.map(({ user }) => user)).size;
  return [
    "",
    heading("Joe, Harry and Ann have version 3 of the same client on their screens."),
    ...storyOf(runs),
    "",
    heading(`The whole day: ${commands.length} commands, saved by ${users} users at the same time`),
    "",
    ...comparisonOf(runs),
    "",
    heading("What was checked in both event logs"),
    "",
    ...checks.map(({ claim, holds }) => (holds ? good(claim) : bad(`NOT TRUE: ${claim}`))),
    "",
  ].join("\n");
}

function storyOf({ withoutRules, withRules }: Runs): readonly string[] {
  const plain = foundingStory(withoutRules).map(outcomeOf);
  return foundingStory(withRules).flatMap((played, index) => [
    "",
    `${played.at}  ${nameOf(played)} ${describe(played)}.`,
    `       expected versions only   ${plain[index]}`,
    `       with conflict rules      ${outcomeOf(played)}`,
    ...reasonFor(played),
  ]);
}

function nameOf({ user }: PlayedCommand): string {
  return user.charAt(0).toUpperCase() + user.slice(1);
}

/** @param played - A command of the founding story. */
function describe({ command }: PlayedCommand): string {
  if (command.type === "AddMeetingNote") return "saves a meeting note";
  if (command.type === "UpgradeClientValue") return `raises the client's value to ${number(command.to)}`;
  return `saves ${command.type}`;
}

function outcomeOf(played: PlayedCommand): string {
  const { saw, result, refusals } = played;
  const [refusal] = refusals;
  if (refusal) {
    const [pair] = refusal.conflicts;
    const place = pair.reason === "rule" && pair.rule.source;
    return bad(
      place
        ? `refused by the rule in ${place.file}, line ${place.line}`
        : `refused, because the client has changed since version ${saw}`,
    );
  }
  const unseen =
    result.kind === "merged" ? `, although ${nameOf(played)} has not seen version ${saw + 1}` : "";
  return good(`${result.kind} as version ${result.firstVersion}${unseen}`);
}

function reasonFor({ refusals: [refusal] }: PlayedCommand): readonly string[] {
  const pair = refusal?.conflicts[0];
  return pair?.reason === "rule" && pair.rule.reason !== null
    ? [`${" ".repeat(34)}"${pair.rule.reason}"`]
    : [];
}

function comparisonOf({ withoutRules, withRules }: Runs): readonly string[] {
  const row = (label: string, plain: string, ruled: string): string =>
    `${label.padEnd(47)}${plain.padStart(22)}${ruled.padStart(21)}`;
  const count = (label: string, figure: (played: PlayedDay) => number): string =>
    row(label, number(figure(withoutRules)), number(figure(withRules)));
  const accepted =
    (kind: string) =>
    ({ commands }: PlayedDay): number =>
      commands.filter(({ result }) => result.kind === kind).length;
  return [
    row("", "expected versions only", "with conflict rules"),
    count("appended: the user had the latest version", accepted("appended")),
    count("merged: out of date, but nothing conflicted", accepted("merged")),
    count("refused: the user had to look and save again", countRefusals),
  ];
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}
