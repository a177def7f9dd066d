import { format } from "@truce/rules-dsl";
import { expect, test } from "vitest";
import { EXAMPLES } from "./examples.ts";
import { appendOf, formOf } from "./form.ts";
import { outcomeWords } from "./outcome-words.ts";
import { play } from "./play.ts";
import { checkRules } from "./rules.ts";
import { withAction, type Story } from "./story.ts";

test.each(EXAMPLES)("$title: the rules have no problem and are formatted", ({ story: { files } }) => {
  expect(checkRules(files).diagnostics).toEqual([]);
  expect(files.map(({ text }) => format(text).text)).toEqual(files.map(({ text }) => text));
});

test.each(EXAMPLES)("$title: what the hint says comes true", async ({ hint, story }) => {
  const { usable } = checkRules(story.files);
  if (!usable) throw new Error("the rules have errors");
  const category = story.streamId.split("-")[0] ?? null;
  let now: Story = story;
  for (const name of ["Harry", "Ann"]) {
    expect(hint).toContain(name);
    const user = story.users.findIndex((one) => one.name === name);
    const form = formOf(now, user, usable, category);
    expect(form?.type, "the type of the draft").toBe(story.users[user]?.draft.type);
    if (form) now = withAction(now, appendOf(now, user, form));
  }
  const played = await play(now, usable.rules);
  const outcomes = played.steps.map((_, index) => outcomeWords(played, index, usable.rules)?.kind);
  expect(outcomes.slice(0, story.given)).toSatisfy((kinds: string[]) =>
    kinds.every((kind) => kind === "appended" || kind === "read"),
  );
  expect(outcomes.slice(story.given)).toEqual(["merged", "refused"]);
  const refused = outcomeWords(played, now.actions.length - 1, usable.rules);
  expect(refused?.reasons, "the reason for the refusal").toHaveLength(1);
});
