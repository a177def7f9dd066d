/** The legend of an SVG matrix. */

import { widthOf } from "@truce/rules-dsl/notation";
import type { ConditionMarks } from "./marks.ts";
import { element, svgText } from "./svg-elements.ts";

const LINE = 26;
const SQUARE = 18;
const CHARACTER = 7.9;
/** The width of a line, in columns of text, if the picture is not wider. */
const MIN_COLUMNS = 72;

/** What a legend explains, and its place. */
export interface LegendRequest {
  readonly marks: ConditionMarks;
  readonly top: number;
  readonly left: number;
  /** The width of the picture without it. */
  readonly minWidth: number;
  readonly colours: { readonly always: string; readonly never: string; readonly conditional: string };
}

/** A legend and its size. */
export interface Legend {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** One entry for each kind of square, and one for each condition. Long texts are broken into lines. */
export function legendOf({ marks, top, left, minWidth, colours }: LegendRequest): Legend {
  const columns = Math.max(MIN_COLUMNS, Math.floor((minWidth - left) / CHARACTER) - 4);
  const entries = [
    { fill: colours.always, mark: "", text: "conflicts" },
    { fill: colours.never, mark: "", text: "never conflicts" },
    {
      fill: "url(#hatches)",
      mark: "",
      text: "conflicts, because the incoming type has no rule",
    },
    ...marks.legend.map(([mark, text]) => ({ fill: colours.conditional, mark, text: `conflicts ${text}` })),
  ];
  const parts: string[] = [];
  let [y, width] = [top, 0];
  for (const { fill, mark, text } of entries) {
    parts.push(element("rect", { x: left, y, width: SQUARE, height: SQUARE, rx: 3, fill }));
    if (mark !== "")
      parts.push(svgText({ x: left + SQUARE / 2, y: y + 13.5, "text-anchor": "middle" }, mark));
    for (const line of brokenAt(text, columns)) {
      parts.push(svgText({ x: left + SQUARE + 10, y: y + 13.5 }, line));
      width = Math.max(width, widthOf(line) * CHARACTER + left + SQUARE + 10);
      y += LINE;
    }
  }
  return { svg: parts.join(""), width: Math.ceil(width), height: y - top };
}

/** Breaks a text into lines of at most this many columns. A longer word has a line of its own. */
function brokenAt(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > columns) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
