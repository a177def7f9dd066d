import type { KINDS } from "./notes.ts";

export interface Sizes {
  readonly rounds: number;
  /** How long the writers of one turn write. The first quarter warms up and is not counted. */
  readonly milliseconds: number;
  readonly writers: readonly number[];
  /** What else is measured with 32 writers: how many events they have not seen, if it is not 5. */
  readonly behind: readonly number[];
  readonly processes: readonly number[];
  /** A multiple of 1,000. */
  readonly eventsToRead: number;
  readonly kinds: readonly (keyof typeof KINDS)[];
}

const ALL_KINDS = ["never conflicts", "lists two types", "compares a payload field"] as const;

export const SIZES: Readonly<Record<"full" | "quick" | "tiny", Sizes>> = {
  full: {
    rounds: 4,
    milliseconds: 1_000,
    writers: [1, 8, 32, 256, 1_000],
    behind: [0, 500],
    processes: [2, 4],
    eventsToRead: 100_000,
    kinds: ALL_KINDS,
  },
  quick: {
    rounds: 2,
    milliseconds: 500,
    writers: [1, 32, 256],
    behind: [],
    processes: [],
    eventsToRead: 10_000,
    kinds: ["lists two types"],
  },
  tiny: {
    rounds: 1,
    milliseconds: 200,
    writers: [8],
    behind: [],
    processes: [2],
    eventsToRead: 1_000,
    kinds: ["compares a payload field"],
  },
};
