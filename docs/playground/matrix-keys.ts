/** Where the arrow keys lead in the matrix. */

/** A cell, by row and column. */
export type Cell = readonly [row: number, column: number];

/** The cell to which a key leads; null if the key is not for the matrix. */
export function cellAfter(key: string, [row, column]: Cell, size: number): Cell | null {
  const within = (index: number): number => Math.min(Math.max(index, 0), size - 1);
  switch (key) {
    case "ArrowUp":
      return [within(row - 1), column];
    case "ArrowDown":
      return [within(row + 1), column];
    case "ArrowLeft":
      return [row, within(column - 1)];
    case "ArrowRight":
      return [row, within(column + 1)];
    case "Home":
      return [row, 0];
    case "End":
      return [row, size - 1];
    default:
      return null;
  }
}
