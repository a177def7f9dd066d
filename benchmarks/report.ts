/** The result of a benchmark. */

/** The figures of one competitor. */
export interface Row {
  readonly name: string;
  readonly remark?: string;
  /** The median over the rounds, in the table's unit. NaN, in JSON null, if the competitor cannot do this. */
  readonly median: number;
  /** The lower and the upper quartile over the rounds, in the table's unit. */
  readonly quartiles: readonly [number, number];
  /** The median over the rounds of the figure divided by the yardstick's figure in the same round. */
  readonly ratio: number;
  /** The lowest and the highest of these quotients. They show how noisy the machine was. */
  readonly spread: readonly [number, number];
  /** The figure of each round, in the table's unit. */
  readonly samples: readonly number[];
  /** Medians of other figures, by the heading of their column. */
  readonly also?: Readonly<Record<string, number>>;
}

export interface Table {
  readonly title: string;
  /** Set if the table is left out of the chart. */
  readonly isDetail?: boolean;
  readonly unit: string;
  /** The name of the competitor that the others are divided by. */
  readonly yardstick: string;
  readonly rounds: number;
  readonly rows: readonly Row[];
}

/** The environment describes the machine and the versions of what was measured. */
export interface Report {
  readonly environment: Readonly<Record<string, string>>;
  readonly tables: readonly Table[];
}

/** Prints the report as Markdown for the README. */
export function renderReport({ environment, tables }: Report): string {
  const where = Object.entries(environment).map(([name, value]) => `${name} ${value}`);
  return [where.join(", "), ...tables.map(renderTable)].join("\n\n");
}

function renderTable({ title, unit, yardstick, rounds, rows }: Table): string {
  const others = [...new Set(rows.flatMap(({ also = {} }) => Object.keys(also)))];
  const hasRemarks = rows.some(({ remark }) => remark !== undefined);
  const cells = [
    ["", unit, `of '${yardstick}'`, "lowest to highest", ...others, ...(hasRemarks ? ["remark"] : [])],
    ...rows.map(({ name, median, ratio, spread, also = {}, remark = "" }) => [
      name,
      rounded(median),
      Number.isNaN(ratio) ? "" : ratio.toFixed(2),
      Number.isNaN(ratio) ? "" : spread.map((quotient) => quotient.toFixed(2)).join(" to "),
      ...others.map((heading) => rounded(also[heading] ?? NaN)),
      ...(hasRemarks ? [remark] : []),
    ]),
  ];
  const [head = [], ...body] = cells;
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [`${title} (${rounds} rounds)`, "", line(head), rule, ...body.map(line)].join("\n");
}

function rounded(figure: number): string {
  if (Number.isNaN(figure)) return "";
  if (figure === 0) return "0";
  return figure >= 100 ? Math.round(figure).toLocaleString("en-US") : figure.toPrecision(3);
}
