/** Everything that a store holds. */

import type { RecordedEvent, RuleSet } from "@truce/core";

export interface Contents {
  /** By position. */
  readonly events: readonly RecordedEvent[];
  /** By fingerprint. */
  readonly ruleSets: readonly RuleSet[];
}
