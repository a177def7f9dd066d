export interface Sizes {
  /** Events that each competitor writes in a throughput round. */
  readonly events: number;
  readonly throughputRounds: number;
  /** Single writes in one turn. */
  readonly writesInARow: number;
  readonly singleRounds: number;
  /** How many events an append that is far behind has not seen. */
  readonly farBehind: number;
  /** Quick appends in one turn. */
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
