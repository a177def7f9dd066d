import { expect, test } from "vitest";
import { completionsAt } from "./completions.ts";

const RULES = `language 1
events SlotBooked, MeetingMoved
group @Change = SlotBooked, MeetingMoved
SlotBooked conflicts SlotBooked on room and slot.start
`;

/** The labels at the `|` of a line that follows the rules. */
function labels(line: string): readonly string[] {
  const text = RULES + line;
  const offset = text.indexOf("|");
  return completionsAt(text.replace("|", ""), offset, []).options.map(({ label }) => label);
}

test.each([
  ["|", ["SlotBooked", "MeetingMoved", "@Change", "events", "stream"]],
  ["Slo|", ["SlotBooked", "MeetingMoved"]],
  ["@C|", ["@Change"]],
  ["SlotBooked |", ["conflicts", "never conflicts"]],
  ["SlotBooked conflicts |", ["MeetingMoved", "@Change", "anything"]],
  ["SlotBooked conflicts MeetingMoved, |", ["MeetingMoved", "@Change"]],
  ["SlotBooked conflicts MeetingMoved |", ["on", "when"]],
  ["SlotBooked conflicts anything except |", ["MeetingMoved", "@Change"]],
  ["SlotBooked conflicts MeetingMoved on |", ["room", "slot.start"]],
  ["SlotBooked conflicts MeetingMoved on room and |", ["room", "slot.start"]],
  ["SlotBooked conflicts MeetingMoved on room |", ["and"]],
  ["SlotBooked conflicts MeetingMoved when |", ["mine.room", "mine.slot.start"]],
  ["SlotBooked conflicts MeetingMoved when mine.room = |", ["theirs.room"]],
  ["SlotBooked conflicts MeetingMoved when mine.room |", ["=", "!="]],
  ["SlotBooked conflicts MeetingMoved when mine.room = theirs.room and |", ["mine.room"]],
  ["anything |", ["except", "conflicts"]],
  ["group @Other = |", ["SlotBooked", "@Change"]],
])("at %s", (line, expected) => {
  expect(labels(line)).toEqual(expect.arrayContaining(expected));
});

test.each(["// Slo|", "/// Slo|", 'import "Slo|', 'SlotBooked conflicts "Slo|'])("nothing at %s", (line) => {
  expect(labels(line)).toEqual([]);
});

test("fields of rules for anything are offered", () => {
  const line = "anything conflicts anything on tenant\nSlotBooked conflicts MeetingMoved on |";
  expect(labels(line)).toContain("tenant");
});

test("the name that is being written is not offered", () => {
  expect(labels("Slotty|")).not.toContain("Slotty");
});

test("names of other files are offered", () => {
  const { options } = completionsAt("", 0, [{ file: "other.conflicts", text: "events FromElsewhere\n" }]);
  expect(options.map(({ label }) => label)).toContain("FromElsewhere");
});
