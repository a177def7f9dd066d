/** `kill -9` of the whole server under load. Sometimes it is killed again while it recovers. */

import type { Fault } from "./fault.ts";

export const killServer: Fault = async ({ server, random, note }) => {
  await server.kill();
  if (random.chance(0.15)) {
    await server.startAndKill(random.between(10, 150));
    note("killed again while recovering");
  }
  await server.start();
  return true;
};
