/** The versions that the writers of a history have seen, from reads and from outcomes. All writers share what they saw. */

import type { ExpectedVersion } from "@truce/core";
import type { Expectation } from "../arbitraries/expectations.ts";
import { isAcknowledged, type ObservedOutcome } from "../history/client-observation.ts";

export interface SeenVersions {
  add(streamId: string, version: number): void;
  addOutcome(streamId: string, outcome: ObservedOutcome): void;
  /** The version that was seen last; 0 if none was. */
  last(streamId: string): number;
  resolve(streamId: string, expectation: Expectation): ExpectedVersion;
}

export function createSeenVersions(): SeenVersions {
  /** By stream, in the order in which they were seen. */
  const seen = new Map<string, number[]>();
  const back = (streamId: string, count: number): number => seen.get(streamId)?.at(-1 - count) ?? 0;
  const add = (streamId: string, version: number): void => {
    const versions = seen.get(streamId);
    if (!versions) seen.set(streamId, [version]);
    else if (versions.at(-1) !== version) versions.push(version);
  };
  return {
    add,
    addOutcome(streamId, outcome) {
      if (isAcknowledged(outcome)) add(streamId, outcome.lastVersion);
      else if ("actualVersion" in outcome) add(streamId, outcome.actualVersion);
    },
    last: (streamId) => back(streamId, 0),
    resolve(streamId, expectation) {
      switch (expectation.kind) {
        case "seen":
          return back(streamId, expectation.back);
        case "ahead":
          return back(streamId, 0) + expectation.by;
        case "word":
          return expectation.word;
      }
    },
  };
}
