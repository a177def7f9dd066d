/** Faults of the storage become errors that the event store can handle. */

import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { events, request, STREAM } from "../requests.ts";

export const faults: Theme = ({ test }) => {
  test("an append to an unusable storage throws 'unavailable' or 'outcome-unknown', and can be retried later", async ({
    store,
  }) => {
    await store.given(events("Before"));
    const failing = request(events("A", "B"));
    await store.whileUnavailable(async () => {
      const error: unknown = await store.adapter.append(failing).then(
        ({ kind }) =>
          new Error(`the append succeeded as '${kind}': \`whileUnavailable\` must make the storage fail`),
        (thrown: unknown) => thrown,
      );
      expect(
        ["unavailable", "outcome-unknown"],
        `the adapter threw "${String(error)}"; throw UnavailableError if certainly nothing was written, and OutcomeUnknownError otherwise`,
      ).toContain((error as { readonly code?: unknown }).code);
    });
    expect(await store.adapter.append(failing)).toMatchObject({ kind: "appended", firstVersion: 2 });
    expect(await store.readStream(STREAM)).toHaveLength(3);
  });

  test("a read of an unusable storage is complete or throws 'unavailable', and never ends early", async ({
    store,
  }) => {
    await store.given(events("A", "B"));
    await store.given(events("A"), { streamId: "client-other" });
    await store.whileUnavailable(async () => {
      const { adapter } = store;
      const reads = [
        [2, () => adapter.readStream(STREAM)],
        [3, () => adapter.readAll()],
        [2, () => adapter.listStreams()],
      ] as const;
      for (const [length, read] of reads) {
        const result = await Array.fromAsync<unknown>(read()).then(
          (items) => items.length,
          (error: unknown) => (error as { readonly code?: unknown }).code ?? String(error),
        );
        expect([length, "unavailable"], "a read that fails throws UnavailableError").toContain(result);
      }
    });
    expect(await store.readStream(STREAM)).toHaveLength(2);
  });
};
