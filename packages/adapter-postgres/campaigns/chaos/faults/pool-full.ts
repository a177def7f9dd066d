/** No connection is to be had: the server takes no more of them, or the client's own pool has none left. */

import { setTimeout as sleep } from "node:timers/promises";

import { terminate } from "./backend-terminate.ts";
import type { Fault, Scene } from "./fault.ts";

/** The role that clients are. */
export const CLIENT_ROLE = "chaos_client";

let isServersTurn = false;

/** The two in turn, so that even a short campaign has both. */
export const fillPool: Fault = (scene) => {
  isServersTurn = !isServersTurn;
  return isServersTurn ? refuseConnections(scene) : takeConnections(scene);
};

async function refuseConnections(scene: Scene): Promise<boolean> {
  await scene.admin.query(`ALTER ROLE ${CLIENT_ROLE} CONNECTION LIMIT 0`);
  try {
    const heard = scene.heard("too many connections (53300)", 400);
    // Who has connections needs no new ones.
    for (let ended = 0; ended < 3; ended++) await terminate(scene, "any");
    return await heard;
  } finally {
    await takeConnectionsAgain(scene);
  }
}

/** The server may be down by now, and would remember that it takes nobody. */
async function takeConnectionsAgain({ admin }: Scene): Promise<void> {
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

async function takeConnections({ clients, heard }: Scene): Promise<boolean> {
  const inTime = heard("no connection in time", 600);
  clients.hogOne(300);
  return await inTime;
}
