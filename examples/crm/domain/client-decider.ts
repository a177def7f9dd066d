/** The client as a decider: the three pure parts that a command handler needs. */

import type { Decider } from "@truce/core";

import { evolve, initialClient, type Client } from "./client.ts";
import type { ClientCommand } from "./client-command.ts";
import type { ClientEvent } from "./client-event.ts";
import { decide } from "./decide.ts";

export const clientDecider: Decider<ClientCommand, ClientEvent, Client> = {
  initialState: () => initialClient,
  evolve,
  decide,
};

/** The stream that holds a client's events. */
export function clientStream(clientId: string): string {
  return `client-${clientId}`;
}
