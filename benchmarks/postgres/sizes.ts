/** How much is measured. */

export interface Sizes {
  /** Events that each competitor for throughput writes in a round. */
  readonly events: number;
  readonly throughputRounds: number;
  /** Single writes in a row, before the other competitor has its turn. */
  readonly writesInARow: number;
  readonly singleRounds: number;
  /** How far behind an append is that is far behind. */
  readonly farBehind: number;
  /** Appends of a round, where each is quick. */
  readonly quickAppends: number;
  readonly behindRounds: number;
}

export const SIZES: Readonly<Record<"full" | "tiny", Sizes>> = {
  full: {
    events: 10_000,
    throughputRounds: 7,
    writesInARow: 25,
    singleRounds: 120,
    farBehind: 100_000,
    quickAppends: 25,
    behindRounds: 7,
  },
  tiny: {
    events: 600,
    throughputRounds: 1,
    writesInARow: 3,
    singleRounds: 1,
    farBehind: 200,
    quickAppends: 2,
    behindRounds: 1,
  },
};
