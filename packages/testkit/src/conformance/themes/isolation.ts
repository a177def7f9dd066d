/** A store shares no objects with its callers. Changing a request or a result does not change what is stored. */

import type { AppendRequest } from "@truce/core/adapter";
import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { event, events, request, ruleSet, STREAM } from "../requests.ts";

export const isolation: Theme = ({ test }) => {
  test("changing a request after its append changes nothing in the store", async ({ store }) => {
    const append = exampleRequest();
    await store.adapter.append(append);
    const before = await store.contents();
    vandalise(append);
    expect(await store.contents()).toEqual(before);
  });

  test("changing events that were read changes nothing in the store", async ({ store }) => {
    await store.append(exampleRequest());
    const before = await store.contents();
    vandalise(await store.readStream(STREAM));
    vandalise(await store.readAll());
    expect(await store.contents()).toEqual(before);
  });

  test("changing listed streams changes nothing in the store", async ({ store }) => {
    await store.append(exampleRequest());
    const before = await store.listStreams();
    vandalise(await store.listStreams());
    expect(await store.listStreams()).toEqual(before);
  });

  test("changing rule sets that were read changes nothing in the store", async ({ store }) => {
    await store.append(exampleRequest());
    const before = await store.contents();
    vandalise(await Array.fromAsync(store.adapter.readRuleSets()));
    expect(await store.contents()).toEqual(before);
  });

  test("changing an outcome changes nothing in the store", async ({ store }) => {
    const append = exampleRequest();
    vandalise(await store.append(append));
    vandalise(await store.append(append));
    const before = await store.contents();
    const conflicting = request(events("B"), { expectedVersion: 0 });
    const outcome = await store.append(conflicting);
    const pristine = structuredClone(outcome);
    vandalise(outcome);
    expect(await store.contents()).toEqual(before);
    expect(await store.append(conflicting)).toEqual(pristine);
  });

  test("two reads share no objects", async ({ store }) => {
    await store.append(exampleRequest());
    const first = await store.readAll();
    const second = await store.readAll();
    const pristine = structuredClone(second);
    vandalise(first);
    expect(second).toEqual(pristine);
  });

  test("events whose copies were changed are still recognised and still conflict", async ({ store }) => {
    const append = exampleRequest();
    const again = structuredClone(append);
    await store.adapter.append(append);
    vandalise(append);
    vandalise(await store.readAll());
    expect((await store.append(again)).kind).toBe("duplicate");
    const where = [{ path: ["deep", "list"], operator: "=", value: 1 }] as const;
    const behind = { expectedVersion: 0, conflictsWith: [{ type: "A", where }] };
    expect((await store.append(request(events("B"), behind))).kind).toBe("conflict");
  });
};

function exampleRequest(): AppendRequest {
  const written = event("A", { deep: { list: [1, { x: 1 }] } }, { metadata: { by: { name: "Ann" } } });
  return request([written, event("B")], { expectedVersion: 0, rules: ruleSet("rules") });
}

/** Changes everything in a value that can be changed, at any depth. */
function vandalise(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (value instanceof Date) value.setTime(0);
  for (const key of Object.keys(value)) {
    vandalise(Reflect.get(value, key));
    Reflect.set(value, key, "vandalised");
    Reflect.deleteProperty(value, key);
  }
  Reflect.set(value, "added", "vandalised");
  if (Array.isArray(value)) Reflect.set(value, "length", 0);
}
