/** Draws the medians of a report as bars. */

import type { Report, Row, Table } from "./report.ts";

const WIDTH = 1_200;
const MARGIN = 24;
const COLUMNS = 2;
const PANEL = (WIDTH - MARGIN * (COLUMNS + 1)) / COLUMNS;
const LABEL = 170;
const FIGURE = 110;
const BAR = 14;
const LINE = 20;
const HEAD = 46;

/** Returns an SVG document. The scale of each panel is logarithmic, and a thin line goes from quartile to quartile. */
export function renderChart({ environment, tables }: Report): string {
  const panels = tables.filter(({ isDetail = false }) => !isDetail);
  const bottoms = Array.from({ length: COLUMNS }, () => MARGIN * 2);
  const drawn = panels.map((table, index) => {
    const column = index % COLUMNS;
    const top = bottoms[column] ?? 0;
    bottoms[column] = top + HEAD + table.rows.length * LINE + MARGIN;
    return `<g transform="translate(${MARGIN + column * (PANEL + MARGIN)} ${top})">${panel(table)}</g>`;
  });
  const height = Math.max(...bottoms) + MARGIN;
  const where = Object.entries(environment).map(([name, value]) => `${name} ${value}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    STYLE,
    `<rect class="page" width="${WIDTH}" height="${height}"/>`,
    `<text class="small" x="${MARGIN}" y="${MARGIN}">${escaped(where.join(", "))}</text>`,
    ...drawn,
    "</svg>",
    "",
  ].join("\n");
}

const STYLE = `<style>
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .title { font-size: 13px; font-weight: 600 }
  .small { font-size: 11px; fill: #59636e }
  .page { fill: #ffffff }
  .bar { fill: #9aa4af } .own { fill: #3b82d6 }
  .grid { stroke: #d1d9e0 } .quartiles { stroke: #1f2328; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .small { fill: #9198a1 } .page { fill: #0d1117 }
    .bar { fill: #6e7681 } .own { fill: #58a6ff } .grid { stroke: #30363d } .quartiles { stroke: #e6edf3 }
  }
</style>`;

function panel({ title, unit, rows }: Table): string {
  const figures = rows
    .flatMap(({ median, quartiles }) => [median, ...quartiles])
    .filter((figure) => figure > 0);
  const low = Math.floor(Math.log10(Math.min(...figures)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...figures))));
  const scale = (figure: number): number =>
    figure > 0 ? ((Math.log10(figure) - low) / (high - low)) * (PANEL - LABEL - FIGURE) : 0;
  const powers =
    figures.length === 0 ? [] : Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  const bottom = HEAD + rows.length * LINE;
  return [
    `<text class="title" y="12">${escaped(title)}</text>`,
    ...powers.map((power) => {
      const x = LABEL + scale(power);
      return `<line class="grid" x1="${x}" x2="${x}" y1="${HEAD - 8}" y2="${bottom}"/><text class="small" x="${x}" y="${HEAD - 12}" text-anchor="middle">${number(power)}</text>`;
    }),
    `<text class="small" y="${HEAD - 12}">${escaped(unit)}</text>`,
    ...rows.map((row, index) => bar(row, HEAD + index * LINE, scale)),
  ].join("");
}

function bar({ name, median, quartiles, ratio }: Row, y: number, scale: (figure: number) => number): string {
  const [low, high] = quartiles.map((figure) => LABEL + scale(figure));
  const middle = y + BAR / 2;
  const text = `y="${middle + 4}"`;
  const label = `<text x="${LABEL - 8}" ${text} text-anchor="end">${escaped(shortened(name))}</text>`;
  if (Number.isNaN(median)) return `${label}<text class="small" x="${LABEL + 4}" ${text}>cannot</text>`;
  return [
    label,
    `<rect class="bar${name.startsWith("Truce") ? " own" : ""}" x="${LABEL}" y="${y}" width="${scale(median)}" height="${BAR}"/>`,
    `<line class="quartiles" x1="${low}" x2="${high}" y1="${middle}" y2="${middle}"/>`,
    `<text x="${PANEL - FIGURE + 8}" ${text}>${number(median)}<tspan class="small"> × ${ratio.toPrecision(2)}</tspan></text>`,
  ].join("");
}

/** What is before a comma explains enough, if the whole name is too long. */
function shortened(name: string): string {
  return name.length > 26 ? (name.split(",")[0] ?? name) : name;
}

function number(figure: number): string {
  return figure.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
