/** One line of a recorded day, from its JSON to a command, or to what is wrong with it. */

import type { ClientCommand } from "../domain/client-command.ts";
import { closest } from "./closest.ts";
import { EXAMPLE_LINE, type DayProblem } from "./day-problem.ts";
import { COMMAND_FIELDS, isObject, LINE_FIELDS, type FieldChecks } from "./fields.ts";
import type { DayLine, RecordedCommand } from "./recorded-command.ts";

type Complaint = Pick<DayProblem, "message" | "help">;

/** @param value - What `JSON.parse` made of the line. */
export function checkLine(value: unknown, line: number): DayLine | DayProblem {
  const complaint = complaintAbout(value);
  if (complaint) return { line, column: null, ...complaint };
  return { line, ...(value as RecordedCommand) };
}

function complaintAbout(value: unknown): Complaint | undefined {
  if (!isObject(value)) {
    return {
      message: `a line must be a JSON object, but this is ${short(value)}`,
      help: `a line looks like ${EXAMPLE_LINE}`,
    };
  }
  return (
    fieldComplaint(value, LINE_FIELDS, "") ??
    commandComplaint(value["command"] as Readonly<Record<string, unknown>>)
  );
}

function commandComplaint({ type, ...fields }: Readonly<Record<string, unknown>>): Complaint | undefined {
  const known = Object.keys(COMMAND_FIELDS);
  if (typeof type !== "string") {
    const problem =
      type === undefined ? "is missing" : `must be the name of a command, but is ${short(type)}`;
    return { message: `field 'command.type' ${problem}`, help: `the commands are ${known.join(", ")}` };
  }
  if (!Object.hasOwn(COMMAND_FIELDS, type)) {
    const near = closest(type, known);
    return {
      message: `field 'command.type': there is no command ${quoted(type)}`,
      help: near ? `did you mean '${near}'?` : `the commands are ${known.join(", ")}`,
    };
  }
  return fieldComplaint(fields, COMMAND_FIELDS[type as ClientCommand["type"]], "command.");
}

function fieldComplaint(
  value: Readonly<Record<string, unknown>>,
  checks: FieldChecks,
  prefix: string,
): Complaint | undefined {
  const names = Object.keys(checks);
  const help = `the fields here are ${names.map((name) => `'${prefix}${name}'`).join(", ")}`;
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(checks, name));
  if (unknown !== undefined) {
    const near = closest(
      unknown,
      names.filter((name) => !Object.hasOwn(value, name)),
    );
    const message = `there is no field ${quoted(`${prefix}${unknown}`)}`;
    return { message, help: near ? `did you mean '${prefix}${near}'?` : `take it out; ${help}` };
  }
  for (const [name, check] of Object.entries(checks)) {
    if (!Object.hasOwn(value, name))
      return { message: `field '${prefix}${name}' is missing`, help: `add it; ${help}` };
    const expected = check(value[name]);
    if (expected !== undefined) {
      const message = `field '${prefix}${name}' must be ${expected}, but is ${short(value[name])}`;
      return { message, help: `compare with ${EXAMPLE_LINE}` };
    }
  }
  return undefined;
}

/** A name as the message quotes it. */
function quoted(name: string): string {
  return `'${short(name).replace(/^"|"$/g, "")}'`;
}

/** A value as it stands in the file, cut short. */
function short(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 50 ? `${json.slice(0, 47)}...` : json;
}
