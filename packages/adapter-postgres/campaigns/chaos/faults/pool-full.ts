/** No connection is available: the server accepts no more, or the pool of the client has none left. */

import { setTimeout as sleep } from "node:timers/promises";

import { CONNECTION_TIMEOUT_MS } from "../clients/profiles.ts";
import { terminate } from "./backend-terminate.ts";
import type { Fault, FaultContext } from "./fault.ts";

/** The role of the clients. */
export const CLIENT_ROLE = "chaos_client";

let isServersTurn = false;

/** Both kinds in turn, so that even a short campaign has both. */
export const fillPool: Fault = (context) => {
  isServersTurn = !isServersTurn;
  return isServersTurn ? refuseConnections(context) : takeConnections(context);
};

async function refuseConnections(context: FaultContext): Promise<boolean> {
  await context.admin.query(`ALTER ROLE ${CLIENT_ROLE} CONNECTION LIMIT 0`);
  try {
    const isRefused = context.seenWithin("too many connections (53300)", 400);
    // Clients only connect again if some of their connections end.
    for (let ended = 0; ended < 3; ended++) await terminate(context, "any");
    return await isRefused;
  } finally {
    await takeConnectionsAgain(context);
  }
}

/** Retried, because the server may be down now, and would keep the limit after a restart. */
async function takeConnectionsAgain({ admin }: FaultContext): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.query(`ALTER ROLE ${CLIENT_ROLE} CONNECTION LIMIT -1`);
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(50);
    }
  }
}

async function takeConnections({ clients, seenWithin }: FaultContext): Promise<boolean> {
  const isSeen = seenWithin("no connection in time", CONNECTION_TIMEOUT_MS * 2);
  clients.takeConnectionsOfOne(CONNECTION_TIMEOUT_MS * 1.2);
  return await isSeen;
}
