/** Finds out which events an adapter's matcher matches, from the conflicts of an append that has seen nothing. */

import type { Matcher } from "@truce/core/adapter";
import { expect } from "vitest";

import { event, request, STREAM } from "./requests.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

/**
 * Compares the events that a matcher matches with the expected ones.
 *
 * @param versions - The versions of the events that must match.
 * @param isExact - Whether other events must not match.
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

/** Copies the stream, because the probe is merged if nothing matches. */
async function copyOf(store: StoreUnderTest): Promise<string> {
  const streamId = `client-${crypto.randomUUID()}`;
  const recorded = await store.readStream(STREAM);
  await store.given(
    recorded.map(({ type, data }) => event(type, data)),
    { streamId },
  );
  return streamId;
}
