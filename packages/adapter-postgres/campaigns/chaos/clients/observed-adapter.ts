/** An adapter that reports the final outcome of appends whose outcome was unknown, when the store retries them. */

import { isTruceError } from "@truce/core";
import type { StorageAdapter } from "@truce/core/adapter";

import type { See } from "./observed-pool.ts";

export function observedAdapter(adapter: StorageAdapter, see: See): StorageAdapter {
  /** An append keeps its id when it is retried. */
  const unknown = new Set<string>();
  return {
    ...adapter,
    async append(request) {
      try {
        const outcome = await adapter.append(request);
        if (unknown.delete(request.appendId)) see(nameOf(outcome.kind));
        return outcome;
      } catch (error) {
        if (isTruceError(error, "outcome-unknown")) unknown.add(request.appendId);
        throw error;
      }
    },
  };
}

function nameOf(kind: string): Parameters<See>[0] {
  if (kind === "duplicate") return "unknown, then duplicate";
  return kind === "appended" || kind === "merged" ? "unknown, then written" : "unknown, then refused";
}
