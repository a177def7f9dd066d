/** From what an append can be judged again: recorded with each event, and the rule sets each once. */

import type { ExpectedVersion } from "@truce/core";
import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { collect } from "../store-under-test.ts";
import { events, request, ruleSet, STREAM } from "../requests.ts";

export const provenance: Theme = ({ test }) => {
  test.for<ExpectedVersion>(["any", "noStream", 0])(
    "the expected version that was claimed is recorded as it is: %j",
    async (expectedVersion, { store }) => {
      await store.append(request(events("A"), { expectedVersion }));
      const [recorded] = await store.readStream(STREAM);
      expect(recorded?.provenance.expectedVersion).toBe(expectedVersion);
    },
  );

  test("of a merged append the version that was claimed is recorded, not the one it met", async ({
    store,
  }) => {
    await store.given(events("A", "B", "C"));
    await store.append(request(events("D"), { expectedVersion: 1, checkAfter: 3 }));
    await store.append(request(events("E"), { expectedVersion: "streamExists" }));
    const [merged, appended] = await store.readStream(STREAM, { afterVersion: 3 });
    expect(merged?.provenance.expectedVersion).toBe(1);
    expect(appended?.provenance.expectedVersion).toBe("streamExists");
  });

  test("each event knows its append, and its place in it", async ({ store }) => {
    const append = request(events("A", "B", "C"));
    await store.append(append);
    const recorded = await store.readStream(STREAM);
    expect(recorded.map((event) => event.provenance.append)).toEqual(
      [0, 1, 2].map((index) => ({ id: append.appendId, index, count: 3 })),
    );
  });

  test("each event knows the rules that judged it, or that there were none", async ({ store }) => {
    await store.append(request(events("A"), { rules: ruleSet("one") }));
    await store.append(request(events("B"), { rules: null }));
    const recorded = await store.readStream(STREAM);
    expect(recorded.map((event) => event.provenance.rules)).toEqual([ruleSet("one").fingerprint, null]);
  });

  test("a rule set is stored once, however many appends it judges", async ({ store }) => {
    for (const streamId of ["client-1", "client-2", "client-1"]) {
      await store.append(request(events("A"), { streamId, rules: ruleSet("one") }));
    }
    expect(await collect(store.adapter.readRuleSets())).toEqual([ruleSet("one")]);
  });

  test("rule sets that follow one another are all kept", async ({ store }) => {
    for (const name of ["one", "two", "one", "three"]) {
      await store.append(request(events("A"), { rules: ruleSet(name) }));
    }
    expect((await store.contents()).ruleSets).toEqual([ruleSet("one"), ruleSet("three"), ruleSet("two")]);
  });

  test("the canonical JSON of a rule set is kept letter by letter", async ({ store }) => {
    const rules = { ...ruleSet("spaced"), canonicalJson: '{"b":1.0, "a":"\\u00e9\u{1f600}", "b":2}' };
    await store.append(request(events("A"), { rules }));
    expect(await collect(store.adapter.readRuleSets())).toEqual([rules]);
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
    expect(await collect(store.adapter.readRuleSets())).toEqual([]);
  });
};
