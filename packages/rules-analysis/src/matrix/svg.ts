/** Renders a matrix as SVG. */

import { describeRule } from "@truce/core/rules";
import type { PairEntry } from "../tables/pair-entry.ts";
import { shortened, widthOf } from "@truce/rules-dsl/notation";
import { labelOf, marksOf, titleOf, type ConditionMarks } from "./marks.ts";
import type { Matrix } from "./matrix.ts";
import { attributesOf, element, svgText, type Attributes } from "./svg-elements.ts";
import { legendOf } from "./svg-legend.ts";

/** A square and the space after it, in pixels. */
const STEP = 26;
const SQUARE = 24;
const MARGIN = 32;
const TITLE_HEIGHT = 64;
/** The space before the row and the column of any other type. */
const REST_GAP = 8;
const FONT_SIZE = 13;
const TITLE_FONT_SIZE = 20;
/** The width of a column of text, in fonts of fixed width. */
const CHARACTER = FONT_SIZE * 0.605;
const MAX_LABEL_WIDTH = 40;
/** With more types than this, rows also have a label on the right. */
const WIDE = 20;
const FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** The colours also differ in lightness, so that they can be distinguished in print and by colour-blind readers. */
const COLOURS = {
  ink: "#1f2933",
  faint: "#7b8794",
  always: "#b83250",
  never: "#e6efe9",
  conditional: "#f2c14e",
} as const;

/**
 * A matrix as an SVG picture with a legend. Rows are incoming, columns are committed, and letters stand for conditions. The
 * tooltip of a square shows its rules. The picture loads no script, font or image.
 *
 * @example
 * ```ts
 * const picture = renderMatrixSvg(matrixOf(rules));
 * ```
 */
export function renderMatrixSvg(matrix: Matrix): string {
  const marks = marksOf(matrix);
  const labels = matrix.types.map((type) => shortened(labelOf(type), MAX_LABEL_WIDTH));
  const labelWidth = Math.max(...labels.map(widthOf)) * CHARACTER;
  // Column labels rise at 45 degrees, so they need as much space on the right as above.
  const slope = Math.ceil(labelWidth * Math.SQRT1_2) + FONT_SIZE;
  const left = MARGIN + Math.ceil(labelWidth) + 12;
  const top = MARGIN + TITLE_HEIGHT + slope;
  const size = offsetOf(matrix.types.length - 1, matrix.types.length) + STEP;
  const legend = legendOf({
    marks,
    top: top + size + 28,
    left: MARGIN,
    minWidth: left + size,
    colours: COLOURS,
  });
  const isWide = matrix.types.length > WIDE;
  const right = left + size + Math.max(slope, isWide ? labelWidth + 12 : 0);
  const width = Math.ceil(Math.max(right, legend.width, headingWidth(matrix))) + MARGIN;
  const height = top + size + 28 + legend.height + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` role="img" font-family="${FONT}" font-size="${FONT_SIZE}" fill="${COLOURS.ink}">\n`,
    element("title", {}, titleOf(matrix)),
    HATCHES,
    element("rect", { width, height, fill: "#ffffff" }),
    heading(matrix),
    ...labels.flatMap((label, index) =>
      labelsOf({ label, index, matrix, left, top, right: isWide ? left + size : null }),
    ),
    ...matrix.rows.flatMap(({ entries }, row) =>
      entries.map((entry, column) => square({ matrix, marks, entry, row, column, left, top })),
    ),
    legend.svg,
    "</svg>\n",
  ].join("");
}

/** How far a row or a column is from the first one. */
function offsetOf(index: number, count: number): number {
  return index * STEP + (index === count - 1 && count > 1 ? REST_GAP : 0);
}

const HATCHES =
  `<defs><pattern id="hatches" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">` +
  `<rect width="6" height="6" fill="#e4c9cf"/><rect width="2.5" height="6" fill="${COLOURS.always}"/></pattern></defs>\n`;

function heading(matrix: Matrix): string {
  return [
    svgText({ x: MARGIN, y: MARGIN + 16, "font-size": TITLE_FONT_SIZE, "font-weight": 700 }, titleOf(matrix)),
    svgText({ x: MARGIN, y: MARGIN + 38, fill: COLOURS.faint }, subtitleOf(matrix)),
  ].join("");
}

function subtitleOf({ types, fingerprint }: Matrix): string {
  const count = types.length - 1;
  return `rows: incoming   columns: already committed   ${count} ${count === 1 ? "type" : "types"}   rules ${fingerprint.slice(7, 19)}`;
}

/** Where the heading ends on the right. */
function headingWidth(matrix: Matrix): number {
  const title = (widthOf(titleOf(matrix)) * CHARACTER * TITLE_FONT_SIZE) / FONT_SIZE;
  return MARGIN + Math.max(title, widthOf(subtitleOf(matrix)) * CHARACTER);
}

interface Label {
  readonly label: string;
  readonly index: number;
  readonly matrix: Matrix;
  readonly left: number;
  readonly top: number;
  /** The end of the squares; null if rows have no label there. */
  readonly right: number | null;
}

/** The name of a type: before its row, above its column, and after a long row. */
function labelsOf({ label, index, matrix: { types }, left, top, right }: Label): readonly string[] {
  const offset = offsetOf(index, types.length);
  const type = types[index] ?? null;
  const look = type === null ? { fill: COLOURS.faint, "font-style": "italic" } : {};
  const [x, above, y] = [left + offset + SQUARE / 2 + 4, top - 8, top + offset + SQUARE / 2 + 4.5];
  const text = (attributes: Attributes): string => svgText({ ...attributes, ...look }, label, labelOf(type));
  return [
    text({ x: left - 10, y, "text-anchor": "end" }),
    text({ x, y: above, transform: `rotate(-45 ${x} ${above})` }),
    ...(right === null ? [] : [text({ x: right + 8, y })]),
  ];
}

interface Square {
  readonly matrix: Matrix;
  readonly marks: ConditionMarks;
  readonly entry: PairEntry;
  readonly row: number;
  readonly column: number;
  readonly left: number;
  readonly top: number;
}

function square({ matrix, marks, entry, row, column, left, top }: Square): string {
  const count = matrix.types.length;
  const [x, y] = [left + offsetOf(column, count), top + offsetOf(row, count)];
  const fill = entry.kind === "unregistered" ? "url(#hatches)" : COLOURS[entry.kind];
  const hint = element("title", {}, hintOf(matrix, entry, row, column));
  const isDiagonal = row === column && row < count - 1;
  const frame = isDiagonal ? { stroke: COLOURS.ink, "stroke-width": 1.5 } : {};
  const rect = `<rect x="${x}" y="${y}" width="${SQUARE}" height="${SQUARE}" rx="3"${attributesOf({ fill, ...frame })}>${hint}</rect>\n`;
  const mark = marks.markOf(entry);
  return mark === ""
    ? rect
    : rect +
        svgText(
          { x: x + SQUARE / 2, y: y + SQUARE / 2 + 4.5, "text-anchor": "middle", "pointer-events": "none" },
          mark,
        );
}

/** The tooltip of a square. */
function hintOf({ types }: Matrix, entry: PairEntry, row: number, column: number): string {
  const [incoming, committed] = [labelOf(types[row] ?? null), labelOf(types[column] ?? null)];
  switch (entry.kind) {
    case "never":
      return `an incoming ${incoming} never conflicts with a committed ${committed}`;
    case "unregistered":
      return `an incoming ${incoming} has no rule, so it conflicts with everything`;
    case "always":
    case "conditional":
      return entry.rules.map(describeRule).join("\n");
  }
}
