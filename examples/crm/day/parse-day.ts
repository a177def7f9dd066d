/** From the bytes of a `.jsonl` file to a day that can be played, or to everything that is wrong with it. */

import { checkLine } from "./check-line.ts";
import { EXAMPLE_LINE, isDayProblem, type DayProblem } from "./day-problem.ts";
import { dryRun } from "./dry-run.ts";
import { findJsonSyntaxError } from "./json-syntax.ts";
import type { DayLine } from "./recorded-command.ts";
import { splitLines } from "./split-lines.ts";

/** More than that is no day, and no demo: every command reads its client from the first event on. */
const MAX_LINES = 1_000;

/** A day, or its problems: never both. */
export type ParsedDay =
  | { readonly kind: "day"; readonly lines: readonly DayLine[] }
  | { readonly kind: "problems"; readonly problems: readonly DayProblem[] };

/** Parses and checks a whole day. If one line has a problem, there is no day. */
export function parseDay(bytes: Uint8Array): ParsedDay {
  const split = splitLines(bytes);
  if (split.kind === "problems") return split;
  const parsed = split.lines
    .filter(({ text }) => text.trim() !== "")
    .map(({ text, line }) => parseLine(text, line));
  const problems = parsed.filter((item) => isDayProblem(item));
  const lines = parsed.flatMap((item) => (isDayProblem(item) ? [] : [item]));
  if (problems.length > 0) return { kind: "problems", problems };
  if (lines.length === 0) return { kind: "problems", problems: [NOTHING_IN_IT] };
  const tooMany = lines[MAX_LINES];
  if (tooMany) return { kind: "problems", problems: [moreThanADay(tooMany)] };
  const impossible = dryRun(lines);
  return impossible.length > 0 ? { kind: "problems", problems: impossible } : { kind: "day", lines };
}

const NOTHING_IN_IT: DayProblem = {
  line: 1,
  column: null,
  message: "the file is empty",
  help: `write one command a line, such as ${EXAMPLE_LINE}`,
};

function moreThanADay({ line }: DayLine): DayProblem {
  return {
    line,
    column: null,
    message: `the file has more than ${MAX_LINES} commands`,
    help: "leave out what comes from this line on",
  };
}

function parseLine(text: string, line: number): DayLine | DayProblem {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { offset, message } = findJsonSyntaxError(text);
    return {
      line,
      column: offset + 1,
      message: `this is not JSON: ${message}`,
      help: "complete the line, or take it out",
    };
  }
  return checkLine(value, line);
}
