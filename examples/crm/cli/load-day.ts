/** The day that is to be played. */

import { parseDay } from "../day/parse-day.ts";
import type { DayLine } from "../day/recorded-command.ts";
import { renderProblems } from "../day/render-problems.ts";
import { MistakesError } from "./mistakes-error.ts";
import { readBytes } from "./read-bytes.ts";

/**
 * @param path - Where the file is.
 * @throws UsageError if it cannot be read, MistakesError with all that is wrong in it.
 */
export function loadDay(path: string): readonly DayLine[] {
  const bytes = readBytes(path);
  const parsed = parseDay(bytes);
  if (parsed.kind === "day") return parsed.lines;
  throw new MistakesError(`${renderProblems(parsed.problems, path, bytes)}\n\nnothing was played`);
}
