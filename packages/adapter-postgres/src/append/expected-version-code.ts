/** Expected versions as the database holds them: versions as they are, the words as negative numbers. */

import type { ExpectedVersion } from "@truce/core";

import { EXPECTED } from "../sql/append-parts.ts";

/** The number that stands for it. */
export function codeOf(expectedVersion: ExpectedVersion): number {
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
