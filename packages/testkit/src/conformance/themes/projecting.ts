/** What an append asks for besides its events: it is done with them, or neither is. */

import { ProjectionFailedError, type RecordedEvent } from "@truce/core";
import type { AppendRequest } from "@truce/core/adapter";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { expectIntact } from "../expect-intact.ts";
import { events, ofType, request, ruleSet, STREAM } from "../requests.ts";

type Project = NonNullable<AppendRequest["project"]>;

export const projecting: Theme = ({ test }) => {
  test("it gets the events as they are recorded", async ({ store }) => {
    store.needsProjections();
    await store.given(events("Before"));
    const seen: RecordedEvent[] = [];
    const project: Project = async (recorded) => void seen.push(...recorded);
    const outcome = await store.append(
      request(events("A", "B"), { expectedVersion: 0, conflictsWith: [], rules: ruleSet("one"), project }),
    );
    expect(outcome.kind).toBe("merged");
    expect(seen).toEqual((await store.readStream(STREAM)).slice(1));
    expect(seen).toHaveLength(2);
  });

  test("it is not called if nothing is written", async ({ store }) => {
    store.needsProjections();
    let calls = 0;
    const project: Project = async () => void calls++;
    const first = request(events("A", "B"), { expectedVersion: 0, project });
    await store.append(first);
    expect((await store.append(first)).kind).toBe("duplicate");
    expect((await store.append({ ...first, events: [...first.events].toReversed() })).kind).toBe("id-reused");
    expect((await store.append(request(events("A"), { expectedVersion: 9, project }))).kind).toBe(
      "wrong-version",
    );
    expect((await store.append(request(events("A"), { expectedVersion: 0, project }))).kind).toBe("conflict");
    expect((await store.append(request(events("A"), { mode: "look-up", project }))).kind).toBe(
      "wrong-version",
    );
    expect(calls).toBe(1);
  });

  test("if it throws, nothing is written, and its error is thrown", async ({ store }) => {
    store.needsProjections();
    await store.given(events("Before"));
    const before = await store.contents();
    const failure = new ProjectionFailedError("clients v1", new Error("no such column"));
    const project: Project = async () => {
      throw failure;
    };
    const append = request(events("A"), { rules: ruleSet("new"), project });
    await expect(store.adapter.append(append)).rejects.toBe(failure);
    expect(await store.contents()).toEqual(before);
    expect(await store.append({ ...append, project: undefined })).toMatchObject({ kind: "appended" });
  });

  test("its failure harms no other append", { timeout: LONG }, async ({ store }) => {
    store.needsProjections();
    /** What a transaction that was not rolled back has seen, by event. The last call with an event counts. */
    const calls = new Map<string, number>();
    const project: Project = async (recorded) => {
      for (const { id } of recorded) calls.set(id, (calls.get(id) ?? 0) + 1);
      if (recorded.some(({ type }) => type === "Bad")) {
        throw new ProjectionFailedError("clients v1", new Error("bad event"));
      }
    };
    const endings = await Promise.all(
      Array.from({ length: 24 }, async (_, index) => {
        const type = index % 6 === 0 ? "Bad" : "Good";
        const append = request(events(type), { streamId: `client-${index % 5}`, project });
        return await store.adapter.append(append).then(
          ({ kind }) => `${type} ${kind}`,
          ({ code }: { readonly code: string }) => `${type} ${code}`,
        );
      }),
    );
    expect(endings.toSorted()).toEqual([
      ...Array.from({ length: 4 }, () => "Bad projection-failed"),
      ...Array.from({ length: 20 }, () => "Good appended"),
    ]);
    const written = await store.readAll();
    expect(written.map(({ type }) => type)).toEqual(Array.from({ length: 20 }, () => "Good"));
    expect(written.every(({ id }) => calls.has(id))).toBe(true);
  });

  test(
    "of many writers that conflict with each other, it is called for the one that is written",
    {
      timeout: LONG,
    },
    async ({ store }) => {
      store.needsProjections();
      await store.given(events("Before"));
      const seen: string[] = [];
      const project: Project = async (recorded) => void seen.push(...recorded.map(({ id }) => id));
      const appends = Array.from({ length: 20 }, () =>
        request(events("Claimed"), { expectedVersion: 0, conflictsWith: [ofType("Claimed")], project }),
      );
      await Promise.all(appends.map((append) => store.adapter.append(append)));
      const [, claimed, ...more] = await store.readStream(STREAM);
      expect(more).toEqual([]);
      expect(seen).toEqual([claimed?.id]);
    },
  );

  test(
    "appends with it and appends without it can run at the same time",
    { timeout: LONG },
    async ({ store }) => {
      store.needsProjections();
      const seen = new Set<string>();
      const project: Project = async (recorded) => {
        await pause(1);
        for (const { id } of recorded) seen.add(id);
      };
      const appends = Array.from({ length: 30 }, (_, index) =>
        request(events("A"), { streamId: `client-${index % 3}`, ...(index % 2 === 0 && { project }) }),
      );
      await Promise.all(
        appends.map(async (append, index) => {
          // So that some come while a projection is under way.
          if (!append.project) await pause(index / 2);
          return await store.adapter.append(append);
        }),
      );
      const projected = appends.filter((append) => append.project).map((append) => append.events[0]?.id);
      expect(seen).toEqual(new Set(projected));
      expect(await store.readAll()).toHaveLength(30);
      await expectIntact(store);
    },
  );
};

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
