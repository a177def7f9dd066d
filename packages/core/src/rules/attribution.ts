/** The reason and the source of a rule. They are not part of its meaning. */

import { compareText } from "./canonical-form.ts";
import type { ConflictRule } from "./conflict-rules.ts";

/** Not part of the canonical form. */
export type Attribution = Pick<ConflictRule, "reason" | "source">;

const UNKNOWN_SOURCE = { file: "", line: 0, column: 0 };

/** Compares by source, then by reason. If the same rule is declared twice, the one that comes first is kept. */
export function compareBySource(one: Attribution, other: Attribution): number {
  const [here, there] = [one.source ?? UNKNOWN_SOURCE, other.source ?? UNKNOWN_SOURCE];
  return (
    compareText(here.file, there.file) ||
    here.line - there.line ||
    here.column - there.column ||
    compareText(one.reason ?? "", other.reason ?? "")
  );
}
