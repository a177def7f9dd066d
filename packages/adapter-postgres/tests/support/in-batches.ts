/** Appends that are always part of a batch. */

import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";

import type { PostgresAdapter } from "../../src/index.ts";
import { request } from "./requests.ts";

/**
 * The same adapter, but every append is part of a batch, with other appends that are refused and leave no trace. So the
 * SQL function for batches executes it.
 */
export function inBatches(adapter: PostgresAdapter): PostgresAdapter {
  return {
    ...adapter,
    async append(append: AppendRequest): Promise<AppendOutcome> {
      // The first append may be sent at once. The others arrive while it is under way and form a batch.
      const others = Promise.allSettled([adapter.append(refused()), adapter.append(refused())]);
      const [outcome] = await Promise.all([adapter.append(append), others]);
      return outcome;
    },
  };
}

function refused(): AppendRequest {
  return request({ streamId: `refused-${crypto.randomUUID()}`, expectedVersion: "streamExists" });
}
