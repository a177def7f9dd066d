/** `kill -9` of a client. Its successor sends the unanswered appends again. */

import type { Fault } from "./fault.ts";

export const killClient: Fault = ({ clients }) => clients.killOne();
