/** Two stores that are open, one for each run. */

import type { StorageAdapter } from "@truce/core";

import type { BothRuns } from "../both-runs.ts";

export interface OpenedStorages {
  readonly adapters: BothRuns<StorageAdapter>;
  /** What to call them on the screen. */
  readonly description: string;
  /** Whether the events stay for the next run, so that earlier days may be there. */
  readonly isKept: boolean;
  /** To be called when both days are played. */
  readonly close: () => Promise<void>;
}
