/** Splits logical lines into their parts. */

import { Conflicts, Equals, Events, Except, Never, On, When } from "../syntax/tokens.ts";
import type { Word } from "./logical-lines.ts";

/** `A conflicts B on id`, split at the places where a line is broken first. */
export interface RuleParts {
  readonly subject: readonly Word[];
  readonly verb: readonly Word[];
  readonly targets: readonly Word[];
  readonly condition: readonly Word[];
}

export function splitRule(words: readonly Word[]): RuleParts {
  const verb = words.findIndex(({ type }) => type === Conflicts || type === Never);
  const targets = words[verb]?.type === Never ? verb + 2 : verb + 1;
  const when = words.findIndex(({ type }) => type === On || type === When);
  const condition = when < 0 ? words.length : when;
  return {
    subject: words.slice(0, verb),
    verb: words.slice(verb, targets),
    targets: words.slice(targets, condition),
    condition: words.slice(condition),
  };
}

/** The words before a list and its items: `anything except` and the excluded types, `group @G =` and its members. */
export function splitList(words: readonly Word[]): {
  readonly lead: readonly Word[];
  readonly items: readonly Word[];
} {
  const last = words.findLastIndex(({ type }) => type === Except || type === Equals || type === Events);
  return { lead: words.slice(0, last + 1), items: words.slice(last + 1) };
}
