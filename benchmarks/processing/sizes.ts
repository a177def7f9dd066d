/** How much is measured. */

export interface Sizes {
  readonly rounds: number;
  /** Events to catch up with. */
  readonly events: number;
  /** Events whose way to the handler is timed, in each turn. */
  readonly timed: number;
  /** Appends in each turn. */
  readonly appends: number;
}

export const SIZES: Readonly<Record<"full" | "tiny", Sizes>> = {
  full: { rounds: 3, events: 10_000, timed: 40, appends: 2_000 },
  tiny: { rounds: 1, events: 600, timed: 5, appends: 64 },
};
