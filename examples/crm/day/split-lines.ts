/** From bytes to lines of text: UTF-8, and nothing else. */

import { isDayProblem, type DayProblem } from "./day-problem.ts";

/** A line's text and its number, from 1. */
interface NumberedText {
  readonly text: string;
  readonly line: number;
}

export type SplitLines =
  | { readonly kind: "lines"; readonly lines: readonly NumberedText[] }
  | { readonly kind: "problems"; readonly problems: readonly DayProblem[] };

const LINE_FEED = 0x0a;

/** Splits and decodes. A byte order mark is left out; one of UTF-16 is a problem. */
export function splitLines(bytes: Uint8Array): SplitLines {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { kind: "problems", problems: [notUtf8(1, 1, "the file is encoded as UTF-16")] };
  }
  const decoded = [...piecesOf(bytes)].map((piece, index) => decode(piece, index + 1));
  const problems = decoded.filter((item) => isDayProblem(item));
  if (problems.length > 0) return { kind: "problems", problems };
  return { kind: "lines", lines: decoded.flatMap((item) => (isDayProblem(item) ? [] : [item])) };
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start <= bytes.length) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

function decode(piece: Uint8Array, line: number): NumberedText | DayProblem {
  try {
    return { line, text: new TextDecoder("utf-8", { fatal: true }).decode(piece) };
  } catch {
    // Without `fatal` each bad byte becomes a replacement character: the first one tells the column.
    const column = new TextDecoder("utf-8").decode(piece).indexOf("\u{FFFD}") + 1;
    return notUtf8(line, column, "this is no character of UTF-8");
  }
}

function notUtf8(line: number, column: number, message: string): DayProblem {
  return { line, column, message, help: "save the file as UTF-8" };
}
