/** The legend of an SVG matrix. */

import { widthOf } from "@truce/rules-dsl/notation";
import type { ConditionMarks } from "./marks.ts";
import { element, svgText } from "./svg-elements.ts";

const LINE = 26;
const SQUARE = 18;
const CHARACTER = 7.9;
/** How wide a line may be, in columns of text, where the picture is not wider anyway. */
const MIN_COLUMNS = 72;

/** What a legend explains, and where it stands. */
export interface LegendRequest {
  readonly marks: ConditionMarks;
  readonly top: number;
  readonly left: number;
  /** How wide the picture is without it. */
  readonly minWidth: number;
  readonly colours: { readonly always: string; readonly never: string; readonly conditional: string };
}

/** A legend and the room that it takes. */
export interface Legend {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** One entry for each kind of square, and one for each condition; long ones are broken over several lines. */
export function legendOf({ marks, top, left, minWidth, colours }: LegendRequest): Legend {
  const columns = Math.max(MIN_COLUMNS, Math.floor((minWidth - left) / CHARACTER) - 4);
  const entries = [
    { fill: colours.always, mark: "", text: "conflicts" },
    { fill: colours.never, mark: "", text: "never conflicts" },
    {
      fill: "url(#hatches)",
      mark: "",
      text: "conflicts, because no rule says what the incoming type conflicts with",
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

/** A text in lines of at most so many columns, where its words are not longer. */
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
