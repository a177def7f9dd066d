/** An adapter that fails as storage does: before an append takes effect, or after it. */

import { OutcomeUnknownError, UnavailableError, type StorageAdapter } from "@truce/core/adapter";

/**
 * What happens to an append.
 *
 * - `none`: it is carried out.
 * - `unavailable`: it is not carried out, and the caller knows it (`UnavailableError`).
 * - `request-lost`: it is not carried out, but the caller does not know it (`OutcomeUnknownError`).
 * - `response-lost`: it is carried out, but the caller does not know it (`OutcomeUnknownError`).
 */
export type Fault = "none" | "unavailable" | "request-lost" | "response-lost";

/**
 * Makes appends fail according to a plan: each append takes the next fault of the plan. After the plan's end no append
 * fails.
 *
 * @example
 * ```ts
 * const adapter = faultyAdapter(["response-lost"], memoryAdapter()); // the store retries and finds a duplicate
 * ```
 */
export function faultyAdapter(plan: Iterable<Fault>, adapter: StorageAdapter): StorageAdapter {
  const faults = [...plan].values();
  return {
    async append(request) {
      const fault = faults.next().value ?? "none";
      if (fault === "unavailable") throw new UnavailableError("nothing was written (planned fault)");
      if (fault === "request-lost") throw new OutcomeUnknownError("the request was lost (planned fault)");
      const outcome = await adapter.append(request);
      if (fault === "response-lost") throw new OutcomeUnknownError("the response was lost (planned fault)");
      return outcome;
    },
    readStream: (streamId, options) => adapter.readStream(streamId, options),
    readAll: (options) => adapter.readAll(options),
    listStreams: (options) => adapter.listStreams(options),
    readRuleSets: () => adapter.readRuleSets(),
    close: () => adapter.close(),
  };
}
