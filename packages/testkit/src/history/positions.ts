/** Remembers positions, cheaply where they come in growing order, as they do when the whole store is read. */

/** Tells which positions have been seen before. */
export interface Positions {
  /** Whether the position is new. */
  add(position: number): boolean;
}

export function createPositions(): Positions {
  const growing: number[] = [];
  const others = new Set<number>();
  return {
    add(position) {
      const highest = growing.at(-1);
      if (highest === undefined || position > highest) {
        growing.push(position);
        return true;
      }
      if (others.has(position) || includes(growing, position)) return false;
      others.add(position);
      return true;
    },
  };
}

function includes(growing: readonly number[], position: number): boolean {
  let low = 0;
  let high = growing.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = growing[middle] ?? Infinity;
    if (found === position) return true;
    if (found < position) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
