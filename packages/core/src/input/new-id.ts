/** Ids for events and appends. */

import { v7 } from "uuid";

/** Bytes of randomness that an id takes. */
const TAKEN = 16;

/** Randomness fetched at once: asking the system for each id alone costs more than all else that core does for it. */
const pool = new Uint8Array(TAKEN * 256);
let used = pool.length;

/** A UUIDv7 (RFC 9562): unique without asking anybody, and beginning with the time, which indexes are grateful for. */
export function newId(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += TAKEN));
  return v7({ random });
}
