/** A set of positions. It is cheap if they come in increasing order, as they do when the whole store is read. */

export interface Positions {
  /** Returns false if the position was added before. */
  add(position: number): boolean;
}

export function createPositions(): Positions {
  const increasing: number[] = [];
  const others = new Set<number>();
  return {
    add(position) {
      const highest = increasing.at(-1);
      if (highest === undefined || position > highest) {
        increasing.push(position);
        return true;
      }
      if (others.has(position) || includes(increasing, position)) return false;
      others.add(position);
      return true;
    },
  };
}

function includes(increasing: readonly number[], position: number): boolean {
  let low = 0;
  let high = increasing.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = increasing[middle] ?? Infinity;
    if (found === position) return true;
    if (found < position) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
