/** An append writes all its events or none, at consecutive versions. */

import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { expectIncreasing } from "../expect-written.ts";
import { event, events, manyEvents, request, STREAM } from "../requests.ts";

export const appending: Theme = ({ test }) => {
  test("the first event of a stream has version 1", async ({ store }) => {
    const outcome = await store.append(request(events("Opened")));
    expect(outcome).toMatchObject({ kind: "appended", firstVersion: 1, lastVersion: 1 });
  });

  test("the events of an append are written in order, at consecutive versions", async ({ store }) => {
    const outcome = await store.append(request(events("Third", "First", "Second")));
    expect(outcome).toMatchObject({ kind: "appended", firstVersion: 1, lastVersion: 3 });
    const recorded = await store.readStream(STREAM);
    expect(recorded.map(({ type, version }) => [type, version])).toEqual([
      ["Third", 1],
      ["First", 2],
      ["Second", 3],
    ]);
  });

  test("versions continue without a gap from append to append", async ({ store }) => {
    await store.append(request(events("A", "B")));
    await store.append(request(events("C")));
    expect(await store.append(request(events("D", "E")))).toMatchObject({ firstVersion: 4, lastVersion: 5 });
  });

  test("every stream has its own versions", async ({ store }) => {
    await store.append(request(events("A", "B"), { streamId: "client-1" }));
    const outcome = await store.append(request(events("A"), { streamId: "client-2" }));
    expect(outcome).toMatchObject({ firstVersion: 1, lastVersion: 1 });
  });

  test("positions increase from append to append across all streams", async ({ store }) => {
    const positions: number[] = [];
    for (const streamId of ["client-1", "meeting-1", "client-1", "client-2"]) {
      const outcome = await store.append(request(events("A", "B"), { streamId }));
      if ("position" in outcome) positions.push(outcome.position);
    }
    expect(positions).toHaveLength(4);
    expectIncreasing(positions);
  });

  test("an append of 1,000 events is written completely", async ({ store }) => {
    const outcome = await store.append(request(manyEvents(1_000, "Imported")));
    expect(outcome).toMatchObject({ kind: "appended", firstVersion: 1, lastVersion: 1_000 });
  });

  test("the recording time is a valid date", async ({ store }) => {
    await store.given([event("A")]);
    const [recorded] = await store.readStream(STREAM);
    expect(Number.isFinite(recorded?.recordedAt.getTime())).toBe(true);
  });
};
