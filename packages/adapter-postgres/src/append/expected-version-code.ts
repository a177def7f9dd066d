/** Expected versions as the database holds them: versions as they are, the words as negative numbers. */

import type { AppendRequest, ExpectedVersion } from "@truce/core";

import { EXPECTED, LOOK_UP } from "../sql/append-parts.ts";

/** The number that an append's expected version is sent as. */
export function codeOf({ mode, expectedVersion }: AppendRequest): number {
  if (mode === "look-up") return LOOK_UP;
  return typeof expectedVersion === "number" ? expectedVersion : EXPECTED[expectedVersion];
}

/** What the number stands for. */
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
