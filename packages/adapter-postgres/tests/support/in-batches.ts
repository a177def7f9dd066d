/** Appends that never travel alone. */

import type { AppendOutcome, AppendRequest } from "@truce/core";

import type { PostgresAdapter } from "../../src/index.ts";
import { request } from "./requests.ts";

/**
 * The same adapter, but every append arrives in a batch, with others that are refused and leave no trace. So it is
 * carried out by the function for many, which has a lock and looks of its own.
 */
export function inBatches(adapter: PostgresAdapter): PostgresAdapter {
  return {
    ...adapter,
    async append(append: AppendRequest): Promise<AppendOutcome> {
      // The first may go out at once; those that arrive meanwhile travel together.
      const strangers = Promise.allSettled([adapter.append(refused()), adapter.append(refused())]);
      const [outcome] = await Promise.all([adapter.append(append), strangers]);
      return outcome;
    },
  };
}

function refused(): AppendRequest {
  return request({ streamId: `stranger-${crypto.randomUUID()}`, expectedVersion: "streamExists" });
}
