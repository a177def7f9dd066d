/** What the API answers with. The scripts of the page use the same types. */

import type { CommandResult } from "@truce/core";
import type { Busy } from "../projections/people.ts";
import type { EventView } from "./event-view.ts";

/** What the page needs to know first. */
export interface Opening {
  readonly rooms: readonly string[];
  readonly hours: readonly string[];
  readonly closingTime: string;
}

/** What became of a command that was carried out. */
export interface Done {
  readonly kind: CommandResult<unknown>["kind"];
  /** The version of the room after it. */
  readonly version: number;
  /** The events that it was merged over. */
  readonly unseen: readonly EventView[];
}

/** Who has booked most, and by how many positions that is behind the last event. */
export interface People {
  readonly people: readonly Busy[];
  readonly behind: number;
}
