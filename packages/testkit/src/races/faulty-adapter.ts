/** An adapter that fails as storage does: before an append takes effect, or after it. */

import { OutcomeUnknownError, UnavailableError, type StorageAdapter } from "@truce/core/adapter";

/**
 * What happens to an append.
 *
 * - `none`: nothing.
 * - `unavailable`: it is not carried out, and the caller is told so (`UnavailableError`).
 * - `request-lost`: it is not carried out, but the caller cannot know (`OutcomeUnknownError`).
 * - `answer-lost`: it is carried out, but the caller cannot know.
 */
export type Fault = "none" | "unavailable" | "request-lost" | "answer-lost";

/**
 * Lets appends fail by a plan: each in turn meets the next fault; after the last one there are no more.
 *
 * @example
 * ```ts
 * const adapter = faultyAdapter(["answer-lost"], memoryAdapter()); // the store tries again and finds a duplicate
 * ```
 */
export function faultyAdapter(plan: Iterable<Fault>, adapter: StorageAdapter): StorageAdapter {
  const faults = [...plan].values();
  return {
    async append(request) {
      const fault = faults.next().value ?? "none";
      if (fault === "unavailable") throw new UnavailableError("nothing was written, as planned");
      if (fault === "request-lost") throw new OutcomeUnknownError("the request was lost, as planned");
      const outcome = await adapter.append(request);
      if (fault === "answer-lost") throw new OutcomeUnknownError("the answer was lost, as planned");
      return outcome;
    },
    readStream: (streamId, options) => adapter.readStream(streamId, options),
    readAll: (options) => adapter.readAll(options),
    readRuleSets: () => adapter.readRuleSets(),
    close: () => adapter.close(),
  };
}
