/** What the form of a user shows, and what it appends. */

import { expect, test } from "vitest";
import { EXAMPLES } from "./examples.ts";
import { appendOf, formOf } from "./form.ts";
import { checkRules } from "./rules.ts";
import { withDraft } from "./story.ts";

const [{ story }] = EXAMPLES;

test.each(["constructor", "__proto__", "toString", "id"])("a field can have the name '%s'", (field) => {
  const { usable } = checkRules([{ file: "a.conflicts", text: `A conflicts A on ${field}\n` }]);
  if (usable === null) throw new Error("the rules have errors");
  const untouched = formOf(story, 0, usable, null);
  expect(untouched).toEqual({ type: "A", fields: [[field, "A"]] });
  const filledIn = withDraft(story, 1, { type: "A", values: Object.fromEntries([[field, "x"]]) });
  const form = formOf(filledIn, 1, usable, null);
  if (form === null) throw new Error("there is no form");
  expect(appendOf(filledIn, 1, form)).toMatchObject({
    event: { type: "A", data: Object.fromEntries([[field, "x"]]) },
  });
  // What one user has filled in is a suggestion for the others.
  expect(formOf(filledIn, 0, usable, null)).toEqual(form);
});
