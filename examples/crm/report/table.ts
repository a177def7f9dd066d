/** Tables of text with aligned columns. */

/** A cell: plain text, whose length counts, and how to dress it once it has its place. */
export interface Cell {
  readonly text: string;
  readonly paint?: ((text: string) => string) | undefined;
}

export type Align = "left" | "right";

/** The lines of a table, two spaces in and three between columns. */
export function table(rows: readonly (readonly Cell[])[], align: readonly Align[]): readonly string[] {
  const widths = align.map((_, column) => Math.max(...rows.map((row) => row[column]?.text.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map(({ text, paint = (plain) => plain }, column) => {
      const space = " ".repeat((widths[column] ?? 0) - text.length);
      return align[column] === "right" ? space + paint(text) : paint(text) + space;
    });
    return `  ${cells.join("   ")}`.trimEnd();
  });
}

/** A number as people read it. */
export function number(value: number): string {
  return value.toLocaleString("en-GB");
}
