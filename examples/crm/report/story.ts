/**
 * The story of the day's first real conflict, as it happened in the run: who saved first, who was let through although
 * somebody had been faster, and who was refused and why. In the day that comes with the demo these are Joe, Harry and
 * Maria.
 */

import type { ConflictError } from "@truce/core";

import type { BothRuns } from "../both-runs.ts";
import { bad, faint, good, heading } from "../cli/paint.ts";
import { printable } from "../cli/printable.ts";
import type { PlayedDay, PlayedLine } from "../play/play-day.ts";
import { describeCommand } from "./describe-command.ts";
import { placeOf } from "./refusals.ts";
import { wrap } from "./wrap.ts";

/** The lines that the story is about, all of one client. */
export interface Story {
  /** What the refused command conflicted with. */
  readonly first: PlayedLine | undefined;
  /** Let through over the same event. */
  readonly letThrough: PlayedLine | undefined;
  readonly refused: PlayedLine & { readonly refusals: readonly [ConflictError, ...ConflictError[]] };
}

/** The first refusal by a rule in the order of the file; undefined where nobody was refused. */
export function findStory({ lines }: PlayedDay): Story | undefined {
  const refused = lines
    .filter(isRefused)
    .toSorted((one, other) => Number(byNoRule(one)) - Number(byNoRule(other)))[0];
  if (!refused) return undefined;
  const { committed } = refused.refusals[0].conflicts[0];
  const first = lines.find(({ result }) => result.eventIds.includes(committed.id));
  const letThrough = lines.find(
    ({ line, result }) =>
      line.client === refused.line.client &&
      result.kind === "merged" &&
      line !== refused.line &&
      line.saw < committed.version &&
      committed.version < result.firstVersion,
  );
  return { first, letThrough, refused };
}

function isRefused(played: PlayedLine): played is Story["refused"] {
  return played.refusals.length > 0;
}

function byNoRule({ refusals: [refusal] }: Story["refused"]): boolean {
  return refusal.conflicts[0].reason === "unregistered";
}

const INDENT = " ".repeat(9);

export function tellStory({ plain, ruled }: BothRuns<PlayedDay>): readonly string[] {
  const story = findStory(ruled);
  if (!story) return ["  Nobody was refused all day: no two changes conflicted by the rules."];
  const { first, letThrough, refused } = story;
  const scenes = [
    ...(first ? [{ played: first, middle: [], end: [] }] : []),
    ...(letThrough ? [{ played: letThrough, middle: [], end: withoutRules(letThrough, plain) }] : []),
    { played: refused, middle: reasons(story), end: [] },
  ];
  return [
    heading(`  ${titleOf(story, ruled)}`),
    "",
    ...scenes
      .toSorted((one, other) => one.played.line.line - other.played.line.line)
      .flatMap(({ played, middle, end }) => [...opening(played), ...middle, ...ending(played), ...end]),
  ];
}

function titleOf({ first, letThrough, refused }: Story, { log }: PlayedDay): string {
  const users = [
    ...new Set([first, letThrough, refused].flatMap((played) => (played ? [nameOf(played)] : []))),
  ];
  const people = users.length === 1 ? users.join("") : `${users.slice(0, -1).join(", ")} and ${users.at(-1)}`;
  const registered = log.find(
    ({ streamId, type }) => streamId === refused.result.streamId && type === "ClientRegistered",
  );
  const client = registered?.type === "ClientRegistered" ? ` (${registered.data.name})` : "";
  return printable(`${people}, all with client ${refused.line.client}${client} on the screen`);
}

function opening(played: PlayedLine): readonly string[] {
  const { at, saw, command } = played.line;
  const text = `${nameOf(played)}, who has version ${saw} on the screen, ${describeCommand(command)}.`;
  const [firstLine = "", ...others] = wrap(printable(text), INDENT);
  return [`  ${faint(at)}${firstLine.slice(2 + at.length)}`, ...others];
}

function ending(played: PlayedLine): readonly string[] {
  const { result, refusals } = played;
  const user = nameOf(played);
  const version = `as version ${result.firstVersion}`;
  const over = `over ${result.mergedOver} ${result.mergedOver === 1 ? "event" : "events"} that ${user} had not seen`;
  const outcome = result.kind === "merged" ? `merged ${version}, ${over}` : `appended ${version}`;
  const prefix = refusals.length > 0 ? `${user} looks at what has changed, and confirms: ` : "";
  return mark(good, "✓", `${prefix}${outcome}`);
}

function reasons({ first, refused }: Story): readonly string[] {
  const [pair] = refused.refusals[0].conflicts;
  const whose = first ? `, ${nameOf(first)}'s` : "";
  const claim = `${pair.incoming.type} conflicts with ${pair.committed.type}, version ${pair.committed.version}${whose}`;
  const reason = pair.reason === "rule" && pair.rule.reason !== null ? `"${pair.rule.reason}"` : "";
  return [
    ...mark(bad, "✗", `refused: ${claim}`),
    ...[placeOf(pair), reason]
      .filter((text) => text !== "")
      .flatMap((text) => wrap(printable(text), `${INDENT}  `))
      .map((text) => faint(text)),
  ];
}

/** What the same save came to where there are no rules, if its user was interrupted there. */
function withoutRules({ line }: PlayedLine, plain: PlayedDay): readonly string[] {
  const same = plain.lines.find((played) => played.line.line === line.line);
  if (!same || same.refusals.length === 0) return [];
  const times = ["", "once", "twice"][same.refusals.length] ?? `${same.refusals.length} times`;
  return [
    faint(`${INDENT}  in the run without rules: refused ${times}, ${nameOf(same)} had to look and confirm`),
  ];
}

function mark(paint: (text: string) => string, sign: string, text: string): readonly string[] {
  const [firstLine = "", ...others] = wrap(printable(text), `${INDENT}  `);
  return [`${INDENT}${paint(sign)}${firstLine.slice(INDENT.length + 1)}`, ...others];
}

/** Users are recorded by their log-in; people have a capital letter. */
function nameOf({ line: { user } }: PlayedLine): string {
  return user.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
