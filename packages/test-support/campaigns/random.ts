/** Random choices that depend on a seed alone. */

export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** An integer, both ends included. */
  between(least: number, most: number): number;
  /** Whether a chance, from 0 to 1, came about. */
  chance(probability: number): boolean;
  /** One of these; there must be one. */
  pick<Item>(items: readonly Item[]): Item;
}

/** Mulberry32, by Tommy Ettinger: small, fast, and good enough to choose who goes on next. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: <Item>(items: readonly Item[]) => items[between(0, items.length - 1)] as Item,
  };
}
