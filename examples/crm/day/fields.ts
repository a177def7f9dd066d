/** The fields of a recorded command and what may stand in each: the format of a `.jsonl` day, as a table. */

import type { ClientCommand } from "../domain/client-command.ts";

/** What a value should have been, as the rest of "must be ..."; undefined where it is right. */
export type FieldCheck = (value: unknown) => string | undefined;

/** By field name. */
export type FieldChecks = Readonly<Record<string, FieldCheck>>;

const name = text(100);
const amount: FieldCheck = (value) => (isWhole(value) && value > 0 ? undefined : "a whole number above 0");

/** The fields of each command, besides `type`. */
export const COMMAND_FIELDS = {
  RegisterClient: { name },
  UpgradeClientValue: { to: amount },
  DowngradeClientValue: { to: amount },
  AddMeetingNote: { noteId: name, text: text(2_000) },
  PinNote: { noteId: name },
  RenameClient: { name },
  AddContact: { name, role: name },
  TagClient: { tag: name },
  AssignClient: { to: name },
  MergeClient: { duplicate: name, name },
  SignContract: { years: amount },
} satisfies {
  // The compiler checks that no command and no field is forgotten.
  [Type in ClientCommand["type"]]: Record<
    Exclude<keyof (ClientCommand & { type: Type }), "type">,
    FieldCheck
  >;
};

/** The fields of a line. */
export const LINE_FIELDS: FieldChecks = {
  at: (value) =>
    typeof value === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
      ? undefined
      : 'a time of day such as "09:02"',
  user: name,
  client: name,
  saw: (value) => (isWhole(value) && value >= 0 ? undefined : "a whole number, 0 or above"),
  command: (value) => (isObject(value) ? undefined : "an object with a 'type'"),
};

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function text(most: number): FieldCheck {
  return (value) => {
    const isFine =
      typeof value === "string" &&
      value.length >= 1 &&
      value.length <= most &&
      value.isWellFormed() &&
      !value.includes("\u0000");
    return isFine ? undefined : `a text of 1 to ${most} characters, each of them valid`;
  };
}
