import { describe, expect, it } from "vitest";

import type { RecordedEvent } from "../events/event.ts";
import { defineUpcasters } from "./define-upcasters.ts";
import { upcast } from "./upcast.ts";

const stored: RecordedEvent = {
  type: "Old",
  data: { value: 7, note: null },
  metadata: { by: "ann" },
  id: "e1",
  streamId: "client-42",
  version: 3,
  position: 30,
  recordedAt: new Date(0),
  provenance: { expectedVersion: 2, append: { id: "a1", index: 0, count: 1 }, rules: null },
};

/** What the stored event is read as, if its upcaster returns this. */
function read(returned: unknown, fields: Readonly<Record<string, string>> = {}): readonly RecordedEvent[] {
  const upcasters = defineUpcasters({
    Old: { becomes: [{ type: "New", fields }, "Newer"], upcast: () => returned as never },
    Newer: { becomes: ["New"], upcast: ({ data }) => ({ type: "New", data: { newer: data } }) },
  });
  return upcast(upcasters, stored);
}

describe("an upcast event", () => {
  it("has the place and the metadata of the stored event, and its own type and payload", () => {
    expect(read({ type: "New", data: { to: 7 } })).toEqual([{ ...stored, type: "New", data: { to: 7 } }]);
  });

  it("may have its own metadata", () => {
    expect(read({ type: "New", data: null, metadata: { by: "import" } })).toEqual([
      { ...stored, type: "New", data: null, metadata: { by: "import" } },
    ]);
  });

  it("may be a copy of the stored event with changes, but keeps its place", () => {
    expect(read({ ...stored, type: "New", version: 9, id: "other" })).toEqual([{ ...stored, type: "New" }]);
  });

  it("is JSON, like every event that is read", () => {
    expect(read({ type: "New", data: { to: -0, by: undefined } })[0]?.data).toStrictEqual({ to: 0 });
  });

  it("comes with others in their order, each after all its steps", () => {
    const events = read([
      { type: "New", data: 1 },
      { type: "Newer", data: 2 },
      { type: "New", data: 3 },
    ]);
    expect(events.map(({ type, data, version }) => [type, data, version])).toEqual([
      ["New", 1, 3],
      ["New", { newer: 2 }, 3],
      ["New", 3, 3],
    ]);
  });

  it("may be missing", () => {
    expect(read([])).toEqual([]);
  });
});

describe("an event is unreadable", () => {
  it.each([
    ["nothing", undefined, "returned undefined, not an event; to drop events return []"],
    ["null", null, "returned null, not an event; to drop events return []"],
    ["a promise", Promise.resolve([]), "did not return an event { type, data } (is it asynchronous?)"],
    ["an undeclared type", { type: "Old", data: 1 }, "returned 'Old', which is not in its 'becomes'"],
    ["no payload", { type: "New" }, "returned an event whose data is undefined"],
    [
      "a payload that is not JSON",
      { type: "New", data: { at: new Date() } },
      "returned an event whose data.at is an instance of Date",
    ],
    [
      "metadata that is not an object",
      { type: "New", data: 1, metadata: 1 },
      "returned metadata that is not an object",
    ],
    ["a hole", Array.from({ length: 1 }), "returned undefined"],
  ])("if its upcaster returns %s", (_, returned, problem) => {
    expect(() => read(returned)).toThrow(
      expect.objectContaining({
        code: "unreadable-event",
        streamId: "client-42",
        version: 3,
        position: 30,
        storedType: "Old",
        message: expect.stringContaining(
          `'Old' at version 3 of stream 'client-42' cannot be read: the upcaster of 'Old' ${problem}`,
        ) as string,
      }) as Error,
    );
  });

  it("if its upcaster throws, also in a later step", () => {
    const cause = new Error("no such unit");
    const upcasters = defineUpcasters({
      Old: { becomes: ["Newer"], upcast: ({ data }) => ({ type: "Newer", data }) },
      Newer: {
        becomes: ["New"],
        upcast: () => {
          throw cause;
        },
      },
    });
    expect(() => upcast(upcasters, stored)).toThrow(
      expect.objectContaining({
        cause,
        storedType: "Old",
        message: expect.stringContaining("the upcaster of 'Newer' threw an error") as string,
      }) as Error,
    );
  });

  it("if a field does not have the value that was stored: the rules compare it there", () => {
    expect(read({ type: "New", data: { to: 7 } }, { to: "value" })).toHaveLength(1);
    expect(() => read({ type: "New", data: { to: "7" } }, { to: "value" })).toThrow(
      "changed the value of 'to', but its 'fields' say that it is the stored 'value'",
    );
    expect(() => read({ type: "New", data: {} }, { to: "value" })).toThrow("changed the value of 'to'");
  });

  it("but not if the stored value cannot be compared: a comparison with it is in doubt anyway", () => {
    expect(read({ type: "New", data: { to: "unknown" } }, { to: "note" })).toHaveLength(1);
    expect(read({ type: "New", data: { to: "unknown" } }, { to: "missing" })).toHaveLength(1);
  });
});
