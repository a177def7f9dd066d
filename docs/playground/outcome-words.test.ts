import { expect, test } from "vitest";
import { outcomeWords, type OutcomeWords } from "./outcome-words.ts";
import { play } from "./play.ts";
import { checkRules } from "./rules.ts";
import type { Action, SentEvent } from "./story.ts";

const TEXT = `language 1

events NotePinned, NoteRead, NoteShredded

/// Another note has just been pinned.
NotePinned conflicts NotePinned when mine.noteId != theirs.noteId
/// Reading changes nothing.
NoteRead   never conflicts
`;

const append = (user: number, type: string, data = {}, id = `${user}-${type}`): Action => {
  const event: SentEvent = { id, type, data };
  return { kind: "append", user, event };
};

/** The words for the last of the actions of Ann (0) and Bob (1). */
async function wordsFor(...actions: readonly Action[]): Promise<OutcomeWords | null> {
  const files = [{ file: "notes.conflicts", text: TEXT }];
  const { usable } = checkRules(files);
  if (!usable) throw new Error("the rules have errors");
  const draft = { type: "NoteRead", values: {} };
  const users = ["Ann", "Bob"].map((name) => ({ name, draft }));
  const played = await play({ files, streamId: "board-1", users, actions, given: 0 }, usable.rules);
  return outcomeWords(played, actions.length - 1, usable.rules);
}

test("appended", async () => {
  expect(await wordsFor(append(0, "NoteRead"))).toEqual({
    kind: "appended",
    title: "Appended",
    text: "Version 1. Ann had seen everything.",
    reasons: [],
    events: [],
  });
});

test("merged, with the reason of a type that never conflicts", async () => {
  const words = await wordsFor(append(0, "NotePinned", { noteId: "a" }), append(1, "NoteRead"));
  expect(words).toMatchObject({
    kind: "merged",
    title: "Merged past 1 event",
    text: "Version 2. Bob had seen version 0, and the event after it does not conflict.",
    reasons: ["Reading changes nothing."],
    events: [{ version: 1, type: "NotePinned", author: "Ann" }],
  });
});

test("merged, because the payloads say so", async () => {
  const words = await wordsFor(
    append(0, "NotePinned", { noteId: "a" }),
    append(0, "NoteRead"),
    append(1, "NotePinned", { noteId: "a" }),
  );
  expect(words).toMatchObject({
    title: "Merged past 2 events",
    text: "Version 3. Bob had seen version 0, and none of the events after it conflicts.",
    reasons: [],
    events: [
      { because: "its rules do not apply to these payloads" },
      { because: "none of its rules names NoteRead" },
    ],
  });
});

test("refused, with the rule, its reason and its line", async () => {
  const words = await wordsFor(
    append(0, "NotePinned", { noteId: "a" }),
    append(0, "NoteRead"),
    append(1, "NotePinned", { noteId: "b" }),
  );
  expect(words).toEqual({
    kind: "refused",
    title: "Refused",
    text: "Nothing was written. Bob had seen version 0, and 1 event after it conflicts.",
    reasons: ["Another note has just been pinned."],
    events: [
      {
        version: 1,
        type: "NotePinned",
        author: "Ann",
        because: null,
        rules: [
          {
            text: "NotePinned conflicts NotePinned when mine.noteId != theirs.noteId",
            reason: "Another note has just been pinned.",
            source: { file: "notes.conflicts", line: 6, column: 1 },
          },
        ],
      },
    ],
  });
});

test("refused, because a field has no value", async () => {
  const words = await wordsFor(append(0, "NotePinned", { noteId: "a" }), append(1, "NotePinned"));
  expect(words?.text).toContain("A field has no value, and when in doubt, events conflict.");
});

test("refused, because there is no rule", async () => {
  const words = await wordsFor(append(0, "NoteRead"), append(1, "NoteShredded"));
  expect(words).toMatchObject({ kind: "refused", events: [{ version: 1, rules: [] }] });
  expect(words?.text).toContain("NoteShredded has no rule, so it conflicts with everything.");
});

test("a duplicate", async () => {
  const words = await wordsFor(append(0, "NoteRead"), append(1, "NoteRead"), append(0, "NoteRead"));
  expect(words).toMatchObject({
    kind: "duplicate",
    text: "An event with this id is version 1, so nothing was written twice.",
  });
});

test("an id that another event has", async () => {
  const words = await wordsFor(append(0, "NoteRead", {}, "1"), append(1, "NoteShredded", {}, "1"));
  expect(words).toMatchObject({ kind: "refused", text: "Version 1 is another event with the same id." });
});

test("read again", async () => {
  const words = await wordsFor(append(0, "NoteRead"), { kind: "read", user: 1 });
  expect(words?.kind).toBe("read");
});

test("what a link may contain, and no store accepts", async () => {
  const words = await wordsFor(append(0, ""));
  expect(words).toMatchObject({ kind: "refused", title: "Refused" });
  expect(words?.text).toContain("events[0].type");
});
