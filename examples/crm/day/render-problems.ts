/** The problems of a day as text, each with its place, its line where a column is known, and what to do. */

import { printable } from "../cli/printable.ts";
import type { DayProblem } from "./day-problem.ts";

const MOST = 10;
const WIDTH = 88;

/** @param file - What to call the file. */
export function renderProblems(problems: readonly DayProblem[], file: string, bytes: Uint8Array): string {
  const lines = new TextDecoder().decode(bytes).split("\n");
  const shown = problems
    .slice(0, MOST)
    .map((problem) => render(problem, file, lines[problem.line - 1] ?? ""));
  const others = problems.length - shown.length;
  if (others > 0) shown.push(`... and ${others} more ${others === 1 ? "line" : "lines"} with a problem`);
  return shown.join("\n\n");
}

function render({ line, column, message, help }: DayProblem, file: string, text: string): string {
  const place = column === null ? `${line}` : `${line}:${column}`;
  return [
    printable(`${file}:${place}: error: ${message}`),
    ...(column === null ? [] : excerpt(line, column, text)),
    printable(`  help: ${help}`),
  ].join("\n");
}

function excerpt(line: number, column: number, text: string): readonly string[] {
  const from = Math.max(0, Math.min(column - 1 - WIDTH / 2, text.length - WIDTH));
  const gutter = `  ${line} | `;
  const shown = printable(text.slice(from, from + WIDTH).replace(/\r$/, ""));
  return [`${gutter}${shown}`, `${" ".repeat(gutter.length - 2)}| ${" ".repeat(column - 1 - from)}^`];
}
