/** What checks of whole rules need: the project with its rules resolved. */

import type { Context } from "./context.ts";
import type { RuleEffects } from "./rule-effects.ts";
import type { RuleTable } from "./rule-table.ts";

export interface RuleContext extends Context {
  readonly table: RuleTable;
  readonly effects: RuleEffects;
}
