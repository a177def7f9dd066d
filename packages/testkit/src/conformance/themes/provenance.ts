/** Everything that is needed to judge an append again: recorded with each event, and each rule set once. */

import type { ExpectedVersion } from "@truce/core";
import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { events, request, ruleSet, STREAM } from "../requests.ts";

export const provenance: Theme = ({ test }) => {
  test.for<ExpectedVersion>(["any", "noStream", 0])(
    "the expected version is recorded as the caller gave it: %j",
    async (expectedVersion, { store }) => {
      await store.append(request(events("A"), { expectedVersion }));
      const [recorded] = await store.readStream(STREAM);
      expect(recorded?.provenance.expectedVersion).toBe(expectedVersion);
    },
  );

  test("a merged append is recorded with its expected version, not with the stream's version", async ({
    store,
  }) => {
    await store.given(events("A", "B", "C"));
    await store.append(request(events("D"), { expectedVersion: 1, checkAfter: 3 }));
    await store.append(request(events("E"), { expectedVersion: "streamExists" }));
    const [merged, appended] = await store.readStream(STREAM, { afterVersion: 3 });
    expect(merged?.provenance.expectedVersion).toBe(1);
    expect(appended?.provenance.expectedVersion).toBe("streamExists");
  });

  test("each event is recorded with its append and its index in it", async ({ store }) => {
    const append = request(events("A", "B", "C"));
    await store.append(append);
    const recorded = await store.readStream(STREAM);
    expect(recorded.map((event) => event.provenance.append)).toEqual(
      [0, 1, 2].map((index) => ({ id: append.appendId, index, count: 3 })),
    );
  });

  test("each event is recorded with the rules that judged it, or with null", async ({ store }) => {
    await store.append(request(events("A"), { rules: ruleSet("one") }));
    await store.append(request(events("B"), { rules: null }));
    const recorded = await store.readStream(STREAM);
    expect(recorded.map((event) => event.provenance.rules)).toEqual([ruleSet("one").fingerprint, null]);
  });

  test("a rule set is stored once, however many appends use it", async ({ store }) => {
    for (const streamId of ["client-1", "client-2", "client-1"]) {
      await store.append(request(events("A"), { streamId, rules: ruleSet("one") }));
    }
    expect(await Array.fromAsync(store.adapter.readRuleSets())).toEqual([ruleSet("one")]);
  });

  test("all rule sets are kept", async ({ store }) => {
    for (const name of ["one", "two", "one", "three"]) {
      await store.append(request(events("A"), { rules: ruleSet(name) }));
    }
    expect((await store.contents()).ruleSets).toEqual([ruleSet("one"), ruleSet("three"), ruleSet("two")]);
  });

  test("the canonical JSON of a rule set is kept character by character", async ({ store }) => {
    const rules = { ...ruleSet("spaced"), canonicalJson: '{"b":1.0, "a":"\\u00e9\u{1f600}", "b":2}' };
    await store.append(request(events("A"), { rules }));
    expect(await Array.fromAsync(store.adapter.readRuleSets())).toEqual([rules]);
  });

  test("refused appends and duplicates leave no rule set behind", async ({ store }) => {
    const written = events("A");
    await store.given(written);
    const rules = ruleSet("unused");
    const kinds = [
      await store.append(request(written, { rules })),
      await store.append(request([...events("B"), ...written], { rules })),
      await store.append(request(events("B"), { rules, expectedVersion: "noStream" })),
      await store.append(request(events("B"), { rules, expectedVersion: 0 })),
    ].map(({ kind }) => kind);
    expect(kinds).toEqual(["duplicate", "id-reused", "wrong-version", "conflict"]);
    expect(await Array.fromAsync(store.adapter.readRuleSets())).toEqual([]);
  });
};
