import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globFrom, type Glob } from "./glob.ts";

const name = fc.string({ unit: fc.constantFrom("a", "b", ".", "-"), minLength: 1, maxLength: 5 });
const path = fc
  .array(
    name.filter((text) => !/^\.+$/.test(text)),
    { minLength: 1, maxLength: 4 },
  )
  .map((names) => names.join("/"));
const piece = fc.oneof(
  name.filter((text) => !text.includes(".")),
  fc.constantFrom("*", "?", "[ab]", "[!a]", "[a-b]", "{a,b}", "{a*,b?,b/a}", "{a,{b,aa}}", ".a"),
);
const segment = fc.oneof(
  { weight: 1, arbitrary: fc.constant("**") },
  {
    weight: 3,
    arbitrary: fc
      .array(piece, { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join("").replaceAll(/\*+/g, "*")),
  },
);
const pattern = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));

function globOf(text: string): Glob {
  const glob = globFrom(text);
  if (glob === null) throw new Error(`'${text}' is no pattern`);
  return glob;
}

describe("a pattern", () => {
  it("leads into every folder on the way to what it matches, and its base is one of them", () => {
    fc.assert(
      fc.property(pattern, path, (text, file) => {
        const glob = globFrom(text);
        fc.pre(glob !== null && glob.matches(file));
        const names = file.split("/");
        const folders = [".", ...names.map((_name, at) => names.slice(0, at).join("/")).slice(1)];
        for (const folder of folders) expect(globOf(text).leadsInto(folder)).toBe(true);
        // To picomatch a/** matches a itself.
        expect([...folders, file]).toContain(globOf(text).base);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { text: "a/b.conflicts", base: null },
    { text: String.raw`a\*`, base: null },
    { text: "a{b}", base: null },
    { text: "a[b", base: null },
    { text: "a/b/*.conflicts", base: "a/b" },
    { text: "a/{b,c}/d", base: "a" },
    { text: "**/a", base: "." },
    { text: String.raw`a\*/*`, base: "a*" },
  ])("$text is below $base", ({ text, base }) => {
    const glob = globFrom(text);
    expect(glob === null ? null : globOf(text).base).toBe(base);
  });

  it.each([
    { text: "rules/*.conflicts", folder: "rules/deep", leads: false },
    { text: "rules/*.conflicts", folder: "rules", leads: true },
    { text: "rules/*/*.conflicts", folder: "rules/deep", leads: true },
    { text: "rules/**/*.conflicts", folder: "rules/deep/er", leads: true },
    { text: "rules/**/*.conflicts", folder: "other", leads: false },
  ])("$text leads into $folder: $leads", ({ text, folder, leads }) => {
    expect(globOf(text).leadsInto(folder)).toBe(leads);
  });

  it.each([
    { text: "[]a]x", file: "]x" },
    { text: "[!]]x", file: "ax" },
    { text: "*", file: "a\nb" },
    { text: "!*", file: "!x" },
    { text: "a/**", file: "a/b/c" },
    { text: "**", file: "a" },
  ])("$text matches $file", ({ text, file }) => {
    expect(globOf(text).matches(file)).toBe(true);
  });
});
