/** The form of a user: an event type, and the fields that rules compare. */

import { dataFrom, type FieldValue } from "./payload.ts";
import { comparedFields, type UsableRules } from "./rules.ts";
import { nextEventId, type Action, type Draft, type Story } from "./story.ts";

/** What a form shows. */
export interface Form {
  readonly type: string;
  /** The fields of the type that rules compare, with their values. An empty value is left out of the event. */
  readonly fields: readonly FieldValue[];
}

/** Stands in a field that nobody has filled in. */
const UNTOUCHED = "A";

/** The form of a user. If the rules no longer have the type of the draft, it shows their first one; null if they have none. */
export function formOf(
  story: Story,
  user: number,
  { rules, types }: UsableRules,
  category: string | null,
): Form | null {
  const draft = story.users[user]?.draft;
  const type = draft && types.includes(draft.type) ? draft.type : types[0];
  if (!draft || type === undefined) return null;
  const fields = comparedFields(rules, type, category).map((field): FieldValue => {
    const others = story.users.map((other) => valueIn(other.draft, field));
    return [field, valueIn(draft, field) ?? others.find((value) => value !== undefined) ?? UNTOUCHED];
  });
  return { type, fields };
}

/** A field may have any name, such as `constructor`. */
function valueIn({ values }: Draft, field: string): string | undefined {
  return Object.hasOwn(values, field) ? values[field] : undefined;
}

/** Appends the event in a form, with an id of its own. */
export function appendOf(story: Story, user: number, { type, fields }: Form): Action {
  return { kind: "append", user, event: { id: nextEventId(story), type, data: dataFrom(fields) } };
}
