import { expect, test } from "vitest";
import { EXAMPLES } from "./examples.ts";
import { colouredSpans } from "./highlight.ts";

test("each kind of word", () => {
  const text = `/// Why.
// aside
stream "my room" {
  @Change conflicts SlotBooked on room and slot.start
  SlotBooked never conflicts
}
A conflicts B when mine.to.room = theirs.room`;
  const words = colouredSpans(text).map(({ start, end, kind }) => `${text.slice(start, end)}: ${kind}`);
  expect(words).toEqual([
    "/// Why.: reason",
    "// aside: comment",
    "stream: keyword",
    '"my room": quoted',
    "@Change: group",
    "conflicts: keyword",
    "SlotBooked: event",
    "on: keyword",
    "room: field",
    "and: keyword",
    "slot.start: field",
    "SlotBooked: event",
    "never: keyword",
    "conflicts: keyword",
    "A: event",
    "conflicts: keyword",
    "B: event",
    "when: keyword",
    "mine.to.room: field",
    "theirs.room: field",
  ]);
});

test.each(EXAMPLES)("$title: spans are in order and do not overlap", ({ story: { files } }) => {
  for (const { text } of files) {
    const spans = colouredSpans(text);
    expect(spans.every(({ start, end }, index) => start < end && start >= (spans[index - 1]?.end ?? 0))).toBe(
      true,
    );
  }
});
