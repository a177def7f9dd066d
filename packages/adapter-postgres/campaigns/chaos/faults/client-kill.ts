/** `kill -9` of a client. Its successor takes up what was unanswered. */

import type { Fault } from "./fault.ts";

export const killClient: Fault = ({ clients }) => clients.killOne();
