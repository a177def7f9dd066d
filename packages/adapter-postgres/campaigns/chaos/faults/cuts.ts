/** Cuts the connection of a client, so that the request or the answer is lost. */

import type { CutSide } from "../proxy/cutting-proxy.ts";
import type { Fault } from "./fault.ts";

/** How many milliseconds to wait for an append to cut. */
const TIMEOUT_MS = 1_000;

export function cutConnection(side: CutSide): Fault {
  return async ({ proxy, note }) => {
    const how = await proxy.cutNext(side, TIMEOUT_MS);
    if (how !== null) note(how);
    return how !== null;
  };
}
