/** Formats sizes as a table. */

/** Sizes of one thing, in bytes. */
export interface Sizes {
  readonly what: string;
  readonly sizes: readonly number[];
}

/** A table with a heading for every column and a line for each row. Sizes are shown in kB of 1000 bytes. */
export function sizeTable(headings: readonly string[], rows: readonly Sizes[]): string {
  const lines = [headings, ...rows.map(({ what, sizes }) => [what, ...sizes.map(kilobytes)])];
  const widthOf = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widthOf(column)) : cell.padStart(widthOf(column))))
        .join("  "),
    )
    .join("\n");
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
