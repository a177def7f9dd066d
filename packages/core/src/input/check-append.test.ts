import { describe, expect, it } from "vitest";

import { isTruceError } from "../is-truce-error.ts";
import { checkEvents } from "./check-append.ts";
import { checkExpectedVersion, checkName } from "./check-values.ts";
import { DEFAULT_LIMITS } from "./limits.ts";

/** The path and the problem that the input is refused with. */
function refusalOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (isTruceError(error, "invalid-input")) return error.message;
    throw error;
  }
}

const note = { type: "MeetingNoteAdded", data: { text: "lunch" } };

describe("events", () => {
  it.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /^events must be an array/],
    ["a single event", note, /^events must be an array/],
    ["no events", [], /^events is empty/],
    ["a hole", Object.assign([], { length: 1 }), /^events\[0\] must be an event/],
    ["null", [note, null], /^events\[1\] must be an event .* not null/],
    ["no type", [{ data: {} }], /^events\[0\]\.type must be a string, not undefined/],
    ["an empty type", [{ type: "", data: {} }], /^events\[0\]\.type must not be empty/],
    [
      "a type of 513 bytes",
      [{ type: "é".repeat(256) + "e", data: {} }],
      /^events\[0\]\.type must have at most 512 bytes/,
    ],
    ["a type with a lone surrogate", [{ type: "\ud800", data: {} }], /^events\[0\]\.type .*surrogate/],
    ["a type with U+0000", [{ type: "a\0", data: {} }], /^events\[0\]\.type .*U\+0000/],
    ["no data", [{ type: "A" }], /^events\[0\]\.data is missing/],
    [
      "bad data",
      [note, { type: "A", data: { note: new Date(0) } }],
      /^events\[1\]\.data\.note is an instance of Date/,
    ],
    [
      "metadata that is not an object",
      [{ ...note, metadata: ["x"] }],
      /^events\[0\]\.metadata must be an object/,
    ],
    ["bad metadata", [{ ...note, metadata: { a: NaN } }], /^events\[0\]\.metadata\.a is NaN/],
    ["an empty id", [{ ...note, id: "" }], /^events\[0\]\.id must not be empty/],
    ["an id that is not a string", [{ ...note, id: 7 }], /^events\[0\]\.id must be a string, not number/],
    [
      "an id twice",
      [{ ...note, id: "x" }, note, { ...note, id: "x" }],
      /^events\[2\]\.id is the same as events\[0\]\.id/,
    ],
    [
      "an unknown field, which would be dropped",
      [{ ...note, occurredAt: "today" }],
      /^events\[0\]\.occurredAt is not a field of an event/,
    ],
  ])("are refused: %s", (_, events, message) => {
    expect(refusalOf(() => checkEvents(events, DEFAULT_LIMITS))).toMatch(message);
  });

  it("are refused above the limits, and accepted at the limits", () => {
    const limits = { maxEvents: 2, maxEventBytes: 10, maxAppendBytes: 15 };
    const event = (text: string) => ({ type: "A", data: text });
    expect(refusalOf(() => checkEvents([event(""), event("")], limits))).toBeUndefined();
    expect(refusalOf(() => checkEvents([event(""), event(""), event("")], limits))).toMatch(/has 3 events/);
    // Eight bytes of data as JSON, and two for the empty metadata.
    expect(refusalOf(() => checkEvents([event("ééé")], limits))).toBeUndefined();
    expect(refusalOf(() => checkEvents([event("éééx")], limits))).toMatch(/^events\[0\] has 11 bytes/);
    expect(refusalOf(() => checkEvents([event("ééé"), event("é")], limits))).toMatch(/^events have 16 bytes/);
  });

  it("are refused for their size before they fill the memory", () => {
    let shared: unknown = "x";
    for (let level = 0; level < 60; level++) shared = [shared, shared];
    expect(refusalOf(() => checkEvents([{ type: "A", data: shared }], DEFAULT_LIMITS))).toMatch(
      /makes the event larger than the limit of 1048576 bytes/,
    );
  });

  it("are read by index, even if the array has an iterator of its own", () => {
    const events = [note];
    events[Symbol.iterator] = function* () {
      yield note;
      yield note;
      return undefined;
    };
    const [checked, ...more] = checkEvents(events, DEFAULT_LIMITS);
    expect(more).toEqual([]);
    expect(checked?.record.data).toBe('{"text":"lunch"}');
  });

  it("get UUIDv7 ids if they have none, and no id twice", () => {
    const checked = checkEvents([note, { ...note, id: "mine" }, note], DEFAULT_LIMITS);
    const ids = checked.map(({ record }) => record.id);
    expect(ids[1]).toBe("mine");
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(3);
  });

  it("are copied, so that the caller cannot change them later", () => {
    const data = { text: "lunch" };
    const [checked] = checkEvents([{ type: "A", data }], DEFAULT_LIMITS);
    data.text = "dinner";
    expect(checked?.record.data).toBe('{"text":"lunch"}');
    expect(checked?.matchable.data).toEqual({ text: "lunch" });
  });
});

describe("stream ids", () => {
  it.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /must be a string, not undefined/],
    ["empty", "", /must not be empty/],
    ["a lone surrogate", "client-\udfff", /surrogate/],
    ["U+0000", "client-\0", /U\+0000/],
    ["513 bytes", "x".repeat(513), /at most 512 bytes/],
    ["one surrogate pair too many", "🙂".repeat(129), /at most 512 bytes/],
  ])("are refused: %s", (_, streamId, message) => {
    expect(refusalOf(() => checkName(streamId, "streamId"))).toMatch(message);
  });

  it("are accepted up to 512 bytes", () => {
    expect(refusalOf(() => checkName("🙂".repeat(128), "streamId"))).toBeUndefined();
  });
});

describe("expected versions", () => {
  it.each([0, 1, Number.MAX_SAFE_INTEGER, "any", "noStream", "streamExists"])(
    "are accepted: %s",
    (version) => {
      expect(refusalOf(() => checkExpectedVersion(version, "expectedVersion"))).toBeUndefined();
    },
  );

  it.each([-1, 1.5, NaN, Infinity, 2 ** 53, "ANY", "", "3", null, undefined, 3n, {}, [3]])(
    "are refused: %s",
    (version) => {
      expect(refusalOf(() => checkExpectedVersion(version, "expectedVersion"))).toMatch(
        /^expectedVersion must/,
      );
    },
  );
});
