/** Ids for events and appends. */

import { v7 } from "uuid";

/** The number of random bytes in an id. */
const ID_BYTES = 16;

/** Random bytes for many ids: one call of the system for each id would take longer than the rest of an append in core. */
const pool = new Uint8Array(ID_BYTES * 256);
let used = pool.length;

/** A UUIDv7 (RFC 9562). It begins with the time, so that new ids are neighbours in an index. */
export function newId(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += ID_BYTES));
  return v7({ random });
}
