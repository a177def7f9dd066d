/** Payloads are ordinary objects wherever a caller sees them, and none of their keys is special. */

import { memoryAdapter } from "@truce/adapter-memory";
import fc from "fast-check";
import { expect, it } from "vitest";

import { createCommandHandler } from "../command-handler/create-command-handler.ts";
import type { Event } from "../events/event.ts";
import type { JsonObject } from "../events/json.ts";
import { defineConflictRules } from "../rules/define-conflict-rules.ts";
import { createEventStore } from "./create-event-store.ts";

type Stored = Event<"Stored", JsonObject>;

const key = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "length"),
  fc.string({ maxLength: 3 }),
);
const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 3 }));
const { payload } = fc.letrec<{ payload: JsonObject; value: unknown }>((tie) => ({
  // As JSON.parse creates it: with own properties, whatever their names.
  payload: fc
    .array(fc.tuple(key, tie("value")), { minLength: 1, maxLength: 4 })
    .map((entries) => JSON.parse(`{${entries.map(asMember).join(",")}}`) as JsonObject),
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(leaf, { maxLength: 2 }), tie("payload")),
}));

function asMember([name, value]: readonly [string, unknown]): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

function expectOrdinary(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  expect(Object.getPrototypeOf(value)).toBe(Array.isArray(value) ? Array.prototype : Object.prototype);
  for (const name of Object.getOwnPropertyNames(value)) {
    if (Array.isArray(value) && name === "length") continue;
    const property = Object.getOwnPropertyDescriptor(value, name);
    expect(property).toMatchObject({ writable: true, enumerable: true, configurable: true });
    expectOrdinary(property?.value);
  }
}

it("payloads are the same ordinary objects everywhere, whatever their keys", async () => {
  await fc.assert(
    fc.asyncProperty(payload, payload, async (first, second) => {
      const shown: unknown[] = [];
      const rules = defineConflictRules<Stored>({
        rules: {
          Stored: [
            {
              type: "Stored",
              conflictsWhen: (mine, theirs) => {
                shown.push([mine.data, theirs.data]);
                return true;
              },
            },
          ],
        },
      });
      const store = createEventStore<Stored>({ adapter: memoryAdapter(), rules });
      const append = (data: JsonObject) =>
        store.tryAppend("box-1", [{ type: "Stored", data, metadata: data }], { expectedVersion: 0 });
      await append(first);
      const refused = await append(second);
      if (refused.kind !== "conflict") throw new Error("expected a conflict");
      const [pair] = refused.conflicts;
      const [read] = await Array.fromAsync(store.readStream("box-1"));
      const [readByPosition] = await Array.fromAsync(store.readAll());
      const handle = createCommandHandler({
        store,
        streamId: (id) => `box-${id}`,
        decider: {
          initialState: (): JsonObject => ({}),
          evolve: (_, event) => event.data,
          decide: () => [{ type: "Stored", data: second }],
        },
      });
      const loaded = await handle.load("1");
      const { snapshot } = await handle("1", null);

      const ofFirst = [pair.committed.data, read?.data, read?.metadata, readByPosition?.data, loaded.state];
      const ofSecond = [pair.incoming.data, snapshot.state];
      for (const [expected, seen] of [
        [first, ofFirst],
        [second, ofSecond],
      ] as const) {
        for (const data of seen) {
          expectOrdinary(data);
          expect(JSON.stringify(data)).toBe(JSON.stringify(expected));
        }
      }
      expect(shown.length).toBeGreaterThan(0);
      for (const pairShown of shown) {
        expectOrdinary(pairShown);
        expect(JSON.stringify(pairShown)).toBe(JSON.stringify([second, first]));
      }
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
  );
});
