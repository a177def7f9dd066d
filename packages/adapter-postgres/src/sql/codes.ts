/** Codes that stand for something in SQL and in TypeScript. */

import type { ExpectedVersion } from "@truce/core";
import type { AppendRequest } from "@truce/core/adapter";

/** SQLSTATEs that the functions raise if they cannot give a verdict. */
export const RAISED = {
  /** The transaction is not READ COMMITTED. */
  unsupportedIsolation: "TRC01",
  /** A stream does not hold all of its events, or a policy hides some. */
  historyIncomplete: "TRC02",
  /** An append names a rule set by its fingerprint, but that rule set is not stored. */
  ruleSetMissing: "TRC03",
} as const;

/** The words for an expected version, as the negative numbers that are sent and stored. */
export const EXPECTED = { any: -1, noStream: -2, streamExists: -3 } as const;

/** Sent in place of the expected version of an append that is only looked up. It is never stored. */
export const LOOK_UP = -4;

/** The number that an append's expected version is sent as. */
export function codeOf({ mode, expectedVersion }: AppendRequest): number {
  if (mode === "look-up") return LOOK_UP;
  return typeof expectedVersion === "number" ? expectedVersion : EXPECTED[expectedVersion];
}

/** The expected version that a number stands for. */
export function expectedVersionOf(code: number): ExpectedVersion {
  switch (code) {
    case EXPECTED.any:
      return "any";
    case EXPECTED.noStream:
      return "noStream";
    case EXPECTED.streamExists:
      return "streamExists";
    default:
      return code;
  }
}
