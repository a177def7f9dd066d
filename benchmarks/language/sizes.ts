export interface Sizes {
  /** Rules in the project that everything is measured on. */
  readonly rules: number;
  /** Rules in a project that is larger than any should be. */
  readonly manyRules: number;
  readonly warmRounds: number;
  /** Calls in one turn. The clock for processor time is coarse, so one call would be too short. */
  readonly calls: number;
  readonly coldRounds: number;
  readonly manyRounds: number;
  readonly memoryRounds: number;
}

export const SIZES: Readonly<Record<"full" | "tiny", Sizes>> = {
  full: {
    rules: 10_000,
    manyRules: 100_000,
    warmRounds: 15,
    calls: 5,
    coldRounds: 9,
    manyRounds: 5,
    memoryRounds: 3,
  },
  tiny: { rules: 50, manyRules: 100, warmRounds: 1, calls: 1, coldRounds: 1, manyRounds: 1, memoryRounds: 1 },
};
