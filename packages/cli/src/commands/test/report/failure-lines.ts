/** A failed case as plain lines, for formats without excerpts. */

import { count } from "../../../output/words.ts";
import type { Failure, Problem } from "@truce/rules-analysis/rule-tests";

/** The highest number of pairs that are shown for one case. */
export const MAX_SHOWN = 5;

/** The first failures of a case, and how many more there are. */
export function failureLines(failures: readonly Failure[]): readonly string[] {
  const more = failures.length - MAX_SHOWN;
  return [
    ...failures
      .slice(0, MAX_SHOWN)
      .flatMap((failure) => [...problemLines(failure), ...failure.notes.map((note) => `  ${note}`)]),
    ...(more > 0 ? [`and ${count(more, "more pair")} in this case`] : []),
  ];
}

/** A problem and its suggestion. */
export function problemLines({ message, suggestion }: Problem): readonly string[] {
  return suggestion === null ? [message] : [message, `help: ${suggestion}`];
}
