/** Chance that can be repeated: the same seed gives the same numbers, on every machine. */

export interface SeededRandom {
  /** At least 0 and below 1. */
  fraction(): number;
  /** A whole number between two others, both included. */
  between(least: number, most: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** Whether something happens that has this probability. */
  chance(probability: number): boolean;
  /** In another order. */
  shuffled<T>(items: readonly T[]): T[];
}

/** @param seed - A whole number; only its lower 32 bits count. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;

  // Mulberry32, by Tommy Ettinger: small, fast, and good enough for a sales team.
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number =>
    least + Math.floor(fraction() * (most - least + 1));

  return {
    fraction,
    between,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    chance: (probability) => fraction() < probability,
    shuffled(items) {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = between(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other] as never, shuffled[last] as never];
      }
      return shuffled;
    },
  };
}
