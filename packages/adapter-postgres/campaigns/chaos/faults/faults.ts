/** All faults by name. */

import type { FaultKind } from "../outcomes.ts";
import { terminateBackend } from "./backend-terminate.ts";
import { killClient } from "./client-kill.ts";
import { cutConnection } from "./cuts.ts";
import type { Fault } from "./fault.ts";
import { holdStreamsUntil } from "./held-streams.ts";
import { fillPool } from "./pool-full.ts";
import { killServer } from "./server-kill.ts";
import { cutEffect, killWorker, pauseWorker } from "./workers.ts";

/** Each fault, with the longest pause between two of its kind in milliseconds. */
export const FAULT_PLANS: Readonly<Record<FaultKind, { readonly fault: Fault; readonly pause: number }>> = {
  "server-kill": { fault: killServer, pause: 2_200 },
  "backend-terminate": { fault: terminateBackend, pause: 900 },
  "client-kill": { fault: killClient, pause: 900 },
  "cut-before-commit": { fault: cutConnection("before"), pause: 900 },
  "cut-after-commit": { fault: cutConnection("after"), pause: 900 },
  "statement-timeout": { fault: holdStreamsUntil("statement timeout (57014)"), pause: 800 },
  "lock-timeout": { fault: holdStreamsUntil("lock timeout (55P03)"), pause: 900 },
  "pool-full": { fault: fillPool, pause: 900 },
  "worker-kill": { fault: killWorker, pause: 900 },
  "worker-pause": { fault: pauseWorker, pause: 400 },
  "effect-cut": { fault: cutEffect, pause: 500 },
};
