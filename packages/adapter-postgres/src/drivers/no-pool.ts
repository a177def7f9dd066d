/**
 * What stands for `own-pool.ts` in bundles for browsers: they have no TCP, and `pg` would bring modules of Node with it,
 * or keep whoever has not installed it from bundling at all.
 */

import { InvalidInputError } from "@truce/core";

import type * as node from "./own-pool.ts";

/** @throws InvalidInputError always. */
export const ownPool: typeof node.ownPool = () => {
  throw new InvalidInputError(
    "connection.connectionString",
    "cannot be used in a browser, which has no TCP: hand over { pglite }",
  );
};
