/** Faults of the storage: they come out as errors that the event store knows how to handle. */

import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { events, request, STREAM } from "../requests.ts";
import { collect } from "../store-under-test.ts";

export const faults: Theme = ({ test }) => {
  test("an append to a storage that cannot be used is 'unavailable' or 'outcome-unknown', and is made again later", async ({
    store,
  }) => {
    await store.given(events("Before"));
    const failing = request(events("A", "B"));
    await store.whileUnavailable(async () => {
      const error: unknown = await store.adapter.append(failing).then(
        ({ kind }) =>
          new Error(`the append came through as '${kind}': \`whileUnavailable\` must make the storage fail`),
        (thrown: unknown) => thrown,
      );
      expect(
        ["unavailable", "outcome-unknown"],
        `the adapter threw "${String(error)}"; throw UnavailableError if nothing was written, and OutcomeUnknownError if that is not known`,
      ).toContain((error as { readonly code?: unknown }).code);
    });
    expect(await store.adapter.append(failing)).toMatchObject({ kind: "appended", firstVersion: 2 });
    expect(await store.readStream(STREAM)).toHaveLength(3);
  });

  test("a read of a storage that cannot be used is right, or 'unavailable', and never shorter", async ({
    store,
  }) => {
    await store.given(events("A", "B"));
    await store.whileUnavailable(async () => {
      for (const read of [() => store.adapter.readStream(STREAM), () => store.adapter.readAll()]) {
        const answer = await collect(read()).then(
          ({ length }) => length,
          (error: unknown) => (error as { readonly code?: unknown }).code ?? String(error),
        );
        expect([2, "unavailable"], "a read that fails throws UnavailableError").toContain(answer);
      }
    });
    expect(await store.readStream(STREAM)).toHaveLength(2);
  });
};
