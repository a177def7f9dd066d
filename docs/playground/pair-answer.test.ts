import { expect, test } from "vitest";
import { answerFor } from "./pair-answer.ts";
import { checkRules } from "./rules.ts";

const TEXT = `language 1

events Priced, Renamed, Noted, Signed, Closed

/// Look at the price first.
Priced  conflicts Priced
/// Look at the name first.
Renamed conflicts Renamed when mine.name != theirs.name
/// A note stays true.
Noted   never conflicts

stream shop {
  /// The shop is closed.
  anything except Noted conflicts Closed
}
`;

const { usable } = checkRules([{ file: "shop.conflicts", text: TEXT }]);
const answer = (incoming: string, committed: string, category: string | null = null) =>
  usable && answerFor(usable.rules, incoming, committed, category);

test("a conflict, with its rule, reason and line", () => {
  expect(answer("Priced", "Priced")).toEqual({
    verdict: "conflict",
    title: "Refused",
    sentence: "Priced is refused if its user had not seen Priced.",
    because: null,
    rules: [
      {
        text: "Priced conflicts Priced",
        reason: "Look at the price first.",
        source: { file: "shop.conflicts", line: 6, column: 1 },
      },
    ],
  });
});

test("a rule that depends on the payloads", () => {
  expect(answer("Renamed", "Renamed")).toMatchObject({
    verdict: "depends",
    sentence:
      "If its user had not seen Renamed, Renamed is refused when mine.name != theirs.name. Otherwise it is merged.",
    rules: [{ reason: "Look at the name first." }],
  });
});

test("a type that never conflicts has a reason of its own", () => {
  expect(answer("Noted", "Priced")).toMatchObject({
    title: "Merged",
    sentence: "Noted is merged, even if its user had not seen Priced.",
    rules: [{ text: "Noted never conflicts", reason: "A note stays true." }],
  });
});

test("a type whose rules name other types", () => {
  expect(answer("Priced", "Noted")).toMatchObject({
    sentence: "Priced is merged, even if its user had not seen Noted: none of its rules names Noted.",
    rules: [],
  });
});

test("a type without a rule", () => {
  expect(answer("Signed", "Noted")).toMatchObject({
    title: "Refused",
    sentence:
      "Signed is refused if its user had not seen Noted: it has no rule, so it conflicts with everything.",
    rules: [],
  });
});

test("a rule of one category counts in its streams only", () => {
  expect(answer("Priced", "Closed", "shop")).toMatchObject({ rules: [{ reason: "The shop is closed." }] });
  expect(answer("Priced", "Closed")?.verdict).toBe("compatible");
});
