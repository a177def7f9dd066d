/**
 * Replaces `own-pool.ts` in bundles for browsers. Browsers have no TCP, `pg` needs modules of Node, and a bundler would
 * fail if `pg` is not installed.
 */

import { InvalidInputError } from "@truce/core";

import type * as node from "./own-pool.ts";

/** @throws InvalidInputError always. */
export const ownPool: typeof node.ownPool = () => {
  throw new InvalidInputError(
    "connection.connectionString",
    "cannot be used in a browser, which has no TCP: pass { pglite } instead",
  );
};
