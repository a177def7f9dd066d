import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { utf8Length } from "./names.ts";
import { categoryOf } from "./stream-id.ts";

describe("the length of a name", () => {
  it("is its number of bytes in UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        fc.pre(text.isWellFormed());
        expect(utf8Length(text)).toBe(Buffer.byteLength(text, "utf8"));
      }),
    );
    expect(utf8Length("aé日🙂")).toBe(1 + 2 + 3 + 4);
  });
});

describe("the category of a stream", () => {
  it.each([
    ["client-42", "client"],
    ["client-42-notes", "client"],
    ["settings", "settings"],
    ["-odd", ""],
    ["client-", "client"],
  ])("of '%s' is '%s'", (streamId, category) => {
    expect(categoryOf(streamId)).toBe(category);
  });
});
