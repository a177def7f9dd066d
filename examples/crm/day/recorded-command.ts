/** One line of a recorded day: what a user saved, and which version of the client was on the screen. */

import type { ClientCommand } from "../domain/client-command.ts";

export interface RecordedCommand {
  /** Time of day, `09:02`. For people: what counts is the order of the lines. */
  readonly at: string;
  readonly user: string;
  readonly client: string;
  /** The version of the client's stream that the user had on the screen: 0 before the client exists. */
  readonly saw: number;
  readonly command: ClientCommand;
}

/** A recorded command and its place in the file. */
export interface DayLine extends RecordedCommand {
  /** Number of the line in its file, from 1. */
  readonly line: number;
}
