/** One day of a sales team: what each user saved, and which version of the client was on the user's screen. */

import { readFileSync } from "node:fs";

import type { ClientCommand } from "./domain/client-decider.ts";

export interface RecordedCommand {
  /** Time of day, such as `09:02`. Only for people: the order of the lines is what counts. */
  readonly at: string;
  readonly user: string;
  readonly client: string;
  /** The version of the client's stream that the user had on the screen. */
  readonly saw: number;
  readonly command: ClientCommand;
}

/** The commands in the order in which they were saved. Each command added one event to its client's stream. */
export const recordedDay: readonly RecordedCommand[] = readFileSync(
  `${import.meta.dirname}/day.jsonl`,
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as RecordedCommand);
