/** Random numbers that depend on a seed alone. */

/**
 * Mulberry32, by Tommy Ettinger: small, fast, and good enough to choose who goes on next.
 *
 * @returns The next number from 0 to below 1, each time it is called.
 */
export function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
