/** What is told of a declaration besides what it means: why, and where it was written. */

import { compareText } from "./canonical-form.ts";
import type { ConflictRule } from "./conflict-rules.ts";

/** No part of the canonical form. */
export type Told = Pick<ConflictRule, "reason" | "source">;

const NOWHERE = { file: "", line: 0, column: 0 };

/** By place: where the same is declared twice, it is told from the first, whatever the order of the declarations. */
export function compareTold(one: Told, other: Told): number {
  const [here, there] = [one.source ?? NOWHERE, other.source ?? NOWHERE];
  return (
    compareText(here.file, there.file) ||
    here.line - there.line ||
    here.column - there.column ||
    compareText(one.reason ?? "", other.reason ?? "")
  );
}
