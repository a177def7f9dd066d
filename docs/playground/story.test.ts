import fc from "fast-check";
import { expect, test } from "vitest";
import { EXAMPLES } from "./examples.ts";
import { appendOf, formOf } from "./form.ts";
import { cellAfter } from "./matrix-keys.ts";
import { checkRules } from "./rules.ts";
import { lastSent, nextEventId, restarted, undone, withAction, withDraft, withLineFeeds } from "./story.ts";

const [{ story }] = EXAMPLES;
const { usable } = checkRules(story.files);

test("what came with the example cannot be undone", () => {
  expect(undone(story)).toBe(story);
  const later = withAction(story, { kind: "read", user: 1 });
  expect(undone(later)).toEqual(story);
  expect(restarted(withAction(later, { kind: "read", user: 2 }))).toEqual(story);
});

test("line breaks are those of the editor", () => {
  const written = { ...story, files: [{ file: "a.conflicts", text: "A\r\nB\rC\n" }] };
  expect(withLineFeeds(written).files[0]?.text).toBe("A\nB\nC\n");
});

test("every event has an id of its own, also after another one was undone", () => {
  const event = { id: "event-5", type: "A", data: {} };
  const later = withAction(story, { kind: "append", user: 1, event });
  expect(nextEventId(story)).toBe("event-4");
  expect(nextEventId(later)).toBe("event-6");
  expect(lastSent(later, 1)).toBe(event);
  expect(lastSent(later, 2)).toBeNull();
});

test("a form has the fields that rules compare, with the value of the draft or of another user", () => {
  if (!usable) throw new Error("the rules have errors");
  expect(formOf(story, 0, usable, null)).toEqual({ type: "ClientRenamed", fields: [["name", "Acme"]] });
  const renaming = withDraft(story, 1, { type: "ClientRenamed", values: {} });
  const form = formOf(renaming, 1, usable, null);
  expect(form).toEqual({ type: "ClientRenamed", fields: [["name", "Acme"]] });
  expect(form && appendOf(renaming, 1, form)).toMatchObject({ event: { data: { name: "Acme" } } });
});

test("a form whose type the rules no longer have shows their first one", () => {
  if (!usable) throw new Error("the rules have errors");
  const gone = withDraft(story, 1, { type: "Gone", values: {} });
  expect(formOf(gone, 1, usable, null)?.type).toBe("ClientRegistered");
  expect(formOf(gone, 1, { ...usable, types: [] }, null)).toBeNull();
});

test("arrow keys stay in the matrix", () => {
  expect(cellAfter("ArrowDown", [0, 1], 3)).toEqual([1, 1]);
  expect(cellAfter("End", [1, 0], 3)).toEqual([1, 2]);
  expect(cellAfter("Tab", [1, 0], 3)).toBeNull();
  const key = fc.constantFrom("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End");
  fc.assert(
    fc.property(fc.array(key), (keys) => {
      const end = keys.reduce<readonly [number, number]>(
        (cell, one) => cellAfter(one, cell, 3) ?? cell,
        [0, 0],
      );
      expect(end.every((index) => index >= 0 && index < 3)).toBe(true);
    }),
  );
});
