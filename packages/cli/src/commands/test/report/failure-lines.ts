/** A failed case in plain lines, for formats that show it without an excerpt. */

import { count } from "../../../output/counts.ts";
import type { Objection } from "../../../rule-tests/objection.ts";
import type { Problem } from "../../../rule-tests/rule-tests.ts";

/** How many pairs of one case are shown. */
export const MAX_SHOWN = 5;

/** What is wrong with the pairs of a case, of many only the first ones. */
export function failureLines(objections: readonly Objection[]): readonly string[] {
  const more = objections.length - MAX_SHOWN;
  return [
    ...objections
      .slice(0, MAX_SHOWN)
      .flatMap((objection) => [...problemLines(objection), ...objection.notes.map((note) => `  ${note}`)]),
    ...(more > 0 ? [`and ${count(more, "more pair")} of this case`] : []),
  ];
}

/** A problem, and what to do about it. */
export function problemLines({ message, suggestion }: Problem): readonly string[] {
  return suggestion === null ? [message] : [message, `help: ${suggestion}`];
}
