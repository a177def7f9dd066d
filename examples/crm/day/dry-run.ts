/** Goes through a day once before it is played, so that it is played as a whole or not at all. */

import { evolve, initialClient, type Client } from "../domain/client.ts";
import { ClientError } from "../domain/client-error.ts";
import { decide } from "../domain/decide.ts";
import { isDayProblem, type DayProblem } from "./day-problem.ts";
import type { DayLine } from "./recorded-command.ts";

/**
 * What would stop a line from being played: a version that its user cannot have seen, or a command that makes no sense
 * for what the user saw, or for what has become of the client since.
 *
 * That is enough although writers may save in another order than the lines have: a user's screen shows only what is
 * there (`play/history-gate.ts`), clients and notes never disappear, and no two lines may create the same one.
 */
export function dryRun(lines: readonly DayLine[]): readonly DayProblem[] {
  return [...Map.groupBy(lines, ({ client }) => client).values()]
    .flatMap((ofClient) => firstProblem(ofClient) ?? [])
    .toSorted((one, other) => one.line - other.line);
}

/** After a client's first problem, its versions are not what the file means by them: the others can wait. */
function firstProblem(ofClient: readonly DayLine[]): DayProblem | undefined {
  /** The states of the client, by version. */
  const history = [initialClient];
  for (const line of ofClient) {
    const outcome = tryLine(line, history);
    if (isDayProblem(outcome)) return outcome;
    history.push(outcome);
  }
  return undefined;
}

/** The client after the line, or why the line cannot be played. */
function tryLine({ line, client, saw, command }: DayLine, history: readonly Client[]): Client | DayProblem {
  const problem = (message: string, help: string): DayProblem => ({ line, column: null, message, help });
  const version = history.length - 1;
  const seen = history[saw];
  const now = history[version] ?? initialClient;
  if (seen === undefined) {
    return problem(
      `field 'saw': client '${client}' is at version ${version} by then, so nobody can have seen version ${saw}`,
      `${version === 0 ? "use version 0" : `use a version from 0 to ${version}`}, or move the line further down`,
    );
  }
  try {
    decide(command, seen);
    return decide(command, now).reduce<Client>(evolve, now);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return problem(
      `'${command.type}' for client '${client}', seen at version ${saw}, is not possible: ${error.message}`,
      helpFor(command.type),
    );
  }
}

function helpFor(type: DayLine["command"]["type"]): string {
  if (type === "RegisterClient") return "register every client once";
  if (type === "AddMeetingNote") return "register the client before, and give every note an id of its own";
  return "everything that the command speaks of must be there in the version that its user saw";
}
