/** How a server of any framework listens and stops. */

import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface RunningServer {
  readonly url: string;
  /** Takes no new requests, and waits for those under way. */
  stop(): Promise<void>;
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Closes a server of Node. Connections that clients keep open for their next request are closed when they are idle. */
export async function closed(server: Server): Promise<void> {
  server.close();
  const closing = setInterval(() => server.closeIdleConnections(), 50);
  await once(server, "close");
  clearInterval(closing);
}
