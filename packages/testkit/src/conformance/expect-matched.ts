/** Finds out what an adapter makes of a matcher: an append that has seen nothing tells which events conflict. */

import type { Matcher } from "@truce/core/adapter";
import { expect } from "vitest";

import { event, request, STREAM } from "./requests.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

/**
 * Holds the events that a matcher matches against those expected.
 *
 * @param versions - The versions of the events that must match.
 * @param isExact - Whether no others may match.
 */
export async function expectMatched(
  store: StoreUnderTest,
  matcher: Matcher,
  versions: readonly number[],
  isExact = true,
): Promise<void> {
  const probe = request([event("Probe")], { expectedVersion: 0, conflictsWith: [matcher] });
  const streamId = versions.length > 0 ? STREAM : await copyOf(store);
  const outcome = await store.append({ ...probe, streamId });
  const matched = outcome.kind === "conflict" ? outcome.conflicting.map(({ version }) => version) : [];
  const message = `the events that ${JSON.stringify(matcher)} matches`;
  if (isExact) expect(matched, message).toEqual(versions);
  else expect(matched, message).toEqual(expect.arrayContaining([...versions]));
}

/** The stream once more, to be spoilt: where nothing matches, the probe is merged. */
async function copyOf(store: StoreUnderTest): Promise<string> {
  const streamId = `client-${crypto.randomUUID()}`;
  const recorded = await store.readStream(STREAM);
  await store.given(
    recorded.map(({ type, data }) => event(type, data)),
    { streamId },
  );
  return streamId;
}
