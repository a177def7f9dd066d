/** One attempt to append, with what is needed to check it. */

import type { ClientObservation } from "./client-observation.ts";
import type { ViolationPlace } from "./findings.ts";
import type { StreamLog } from "./stream-log.ts";
import type { ViolationKind } from "./violation.ts";

export interface Attempt {
  readonly observation: ClientObservation;
  /** The stream as it is in the log; empty if the log does not have it. */
  readonly log: StreamLog;
  /** All observations of attempts to write an event with this id to the same stream, this attempt included. */
  readonly sharing: (eventId: string) => readonly ClientObservation[];
  /** A version that the stream had certainly reached when the attempt began. */
  readonly knownVersion: number;
  readonly violation: (kind: ViolationKind, message: string, place?: ViolationPlace) => void;
}
