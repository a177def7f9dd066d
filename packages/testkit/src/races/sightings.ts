/** What all writers of a history together have been told of how far the streams are. */

import type { ExpectedVersion } from "@truce/core";
import type { Expectation } from "../arbitraries/expectations.ts";
import { isAcknowledged, type ToldAnswer } from "../history/told-append.ts";

/** The versions that were seen, by stream, in the order in which they were seen. */
export interface Sightings {
  add(streamId: string, version: number): void;
  addAnswer(streamId: string, answer: ToldAnswer): void;
  /** The version that was seen last; 0 where none was. */
  last(streamId: string): number;
  resolve(streamId: string, expectation: Expectation): ExpectedVersion;
}

export function createSightings(): Sightings {
  const seen = new Map<string, number[]>();
  const back = (streamId: string, count: number): number => seen.get(streamId)?.at(-1 - count) ?? 0;
  const add = (streamId: string, version: number): void => {
    const versions = seen.get(streamId);
    if (!versions) seen.set(streamId, [version]);
    else if (versions.at(-1) !== version) versions.push(version);
  };
  return {
    add,
    addAnswer(streamId, answer) {
      if (isAcknowledged(answer)) add(streamId, answer.lastVersion);
      else if ("actualVersion" in answer) add(streamId, answer.actualVersion);
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
