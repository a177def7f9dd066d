/** What can be wrong with a recorded day. */

/** One mistake, where it is, and what to do about it. */
export interface DayProblem {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units; null where the problem is about a field, or about the line as a whole. */
  readonly column: number | null;
  /** One sentence in lower case. */
  readonly message: string;
  readonly help: string;
}

/** Tells a problem from what there is without one. */
export function isDayProblem(item: object): item is DayProblem {
  return "message" in item && "help" in item;
}

/** What a line is like: for those who write one by hand. */
export const EXAMPLE_LINE =
  '{"at":"09:02","user":"joe","client":"42","saw":3,"command":{"type":"UpgradeClientValue","to":60000}}';
