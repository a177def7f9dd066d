/** The wire of a client is cut: the request is lost, or the answer. */

import type { CutSide } from "../proxy/cutting-proxy.ts";
import type { Fault } from "./fault.ts";

/** How long to wait for an append that can be cut. */
const PATIENCE = 1_000;

export function cutWire(side: CutSide): Fault {
  return async ({ proxy, note }) => {
    const how = await proxy.cutNext(side, PATIENCE);
    if (how !== null) note(how);
    return how !== null;
  };
}
