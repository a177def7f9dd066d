/** A link carries a story unchanged, and no link breaks the page. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { EXAMPLES } from "./examples.ts";
import { hashFrom, packed, storyFrom } from "./link.ts";
import { play } from "./play.ts";
import { checkRules } from "./rules.ts";

const [{ story }] = EXAMPLES;

/** A link to anything, even to what is no story. */
const linkTo = async (value: unknown): Promise<string> =>
  await packed(new TextEncoder().encode(JSON.stringify(value)));

test.each(EXAMPLES)("$title: a link carries the story", async (example) => {
  const hash = (await hashFrom(example.story)) ?? "none";
  expect(hash).toMatch(/^#play1=[\w-]+$/);
  expect(hash.length).toBeLessThan(4_000);
  expect(await storyFrom(hash)).toEqual({ kind: "story", story: example.story });
});

test("a link carries any text", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
      const written = { ...story, files: [{ file: "a.conflicts", text }] };
      expect(await storyFrom(await linkTo(written))).toEqual({ kind: "story", story: written });
    }),
    { numRuns: 50 },
  );
});

test("a story that is too long has no link", async () => {
  const random = Array.from({ length: 30_000 }, (_, index) => Math.sin(index).toString(36)).join(" ");
  expect(await hashFrom({ ...story, files: [{ file: "a.conflicts", text: random }] })).toBeNull();
  expect(
    await hashFrom({ ...story, files: [{ file: "a.conflicts", text: "a".repeat(1_000_001) }] }),
  ).toBeNull();
});

test("an address without a story", async () => {
  expect(await storyFrom("")).toEqual({ kind: "none" });
  expect(await storyFrom("#")).toEqual({ kind: "none" });
});

test("a damaged link says so, wherever it is damaged", async () => {
  const hash = await linkTo(story);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 7, max: hash.length - 1 }), async (end) => {
      expect(await storyFrom(hash.slice(0, end))).toMatchObject({ kind: "invalid" });
    }),
    { numRuns: 50 },
  );
});

test.each([
  ["of another page", "#install"],
  ["of another version", "#play2=abc"],
  ["with other characters", "#play1=%E0%A4%A"],
  ["far too long", `#play1=${"a".repeat(200_000)}`],
])("a link %s is refused", async (_, hash) => {
  expect(await storyFrom(hash)).toMatchObject({ kind: "invalid", problem: expect.any(String) as string });
});

test.each([
  ["nothing", null],
  ["no files", { ...story, files: [] }],
  ["a file twice", { ...story, files: [...story.files, ...story.files] }],
  ["nobody", { ...story, users: [] }],
  ["an action of nobody", { ...story, actions: [{ kind: "read", user: 9 }] }],
  ["an action of no kind", { ...story, actions: [{ kind: "delete", user: 0 }] }],
  ["no stream", { ...story, streamId: "" }],
  ["more given than done", { ...story, given: 99 }],
  ["a text that is none", { ...story, files: [{ file: "a", text: 3 }] }],
  [
    "a payload that is a list",
    { ...story, actions: [{ kind: "append", user: 0, event: { id: "1", type: "A", data: [] } }] },
  ],
])("a link with %s is refused", async (_, value) => {
  expect(await storyFrom(await linkTo(value))).toMatchObject({ kind: "invalid" });
});

test("a link that unpacks to far more than it is, is refused", async () => {
  const bomb = { ...story, streamId: "a".repeat(2_000_000) };
  const hash = await linkTo(bomb);
  expect(hash.length).toBeLessThan(10_000);
  expect(await storyFrom(hash)).toMatchObject({ kind: "invalid" });
});

test("whatever a link contains, its story can be played", async () => {
  const { usable } = checkRules(story.files);
  if (!usable) throw new Error("the rules have errors");
  const text = fc.string({ unit: "binary", maxLength: 200 });
  const event = fc.record({ id: text, type: text, data: fc.dictionary(text, fc.jsonValue()) });
  await fc.assert(
    fc.asyncProperty(fc.record({ streamId: text, event }), async ({ streamId, event: sent }) => {
      const actions = [{ kind: "append", user: 0, event: sent }] as const;
      const opened = await storyFrom(await linkTo({ ...story, streamId, actions, given: 0 }));
      if (opened.kind === "story") await play(opened.story, usable.rules);
    }),
    { numRuns: 40 },
  );
});
