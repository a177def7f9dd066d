/** Puts the parts together, and takes them apart again. */

import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createCommandHandler, createEventStore, createProcessor, projectInto } from "@truce/core";
import type { Database } from "./database.ts";
import { roomDecider } from "./domain/room-decider.ts";
import { roomStream, type RoomEvent } from "./domain/room-event.ts";
import { board, boardTable } from "./projections/board.ts";
import { people, peopleTable } from "./projections/people.ts";
import { loadRules } from "./rules.ts";
import { bookingApi } from "./web/api.ts";

export interface RunningServer {
  readonly url: string;
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

/** @param port - 0 for any free port. */
export async function startServer({ adapter, tables }: Database, port: number): Promise<RunningServer> {
  await adapter.migrate();
  await boardTable.create(tables);
  await peopleTable.create(tables);

  const store = createEventStore<RoomEvent>({
    adapter,
    rules: await loadRules(),
    // The board is written in the transaction of each append.
    projections: [projectInto(board, boardTable)],
  });
  const handle = createCommandHandler({ store, decider: roomDecider, streamId: roomStream });

  // The people are updated a moment later, by one process at a time, each event exactly once.
  const processor = createProcessor({
    store,
    transactions: adapter,
    ...projectInto(people, peopleTable),
  });
  await processor.start();

  const closing = new AbortController();
  const api = bookingApi({ store, handle, processor, tables, closing: closing.signal });
  const server = serve({ fetch: api.fetch, port, hostname: "127.0.0.1" }) as Server;
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      // Ends the live events, which would otherwise keep the server open. Then closes each connection as it becomes idle.
      closing.abort();
      server.close();
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      await once(server, "close");
      clearInterval(idle);
      await processor.stop();
      await store.close();
    },
  };
}
