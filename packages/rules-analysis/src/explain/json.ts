/** Renders an explanation as JSON. */

import { jsonText, plainRule } from "../tables/plain-data.ts";
import type { Explanation, Ruling } from "./explanation.ts";

/**
 * An explanation as JSON. Its shape is stable: `version`, and the properties of an `Explanation`. Rules have the same form as in
 * the JSON of a matrix. It ends with a line break.
 *
 * @example
 * ```ts
 * const { verdict } = JSON.parse(renderExplanationJson(explain(rules, "NotePinned", "NoteMoved"))) as Explanation;
 * ```
 */
export function renderExplanationJson(explanation: Explanation): string {
  const { category, passedBarriers, replaced, opposite } = explanation;
  return jsonText({
    category,
    ...plainRuling(explanation),
    passedBarriers: passedBarriers.map(plainRule),
    replaced: replaced && { ...replaced, rules: replaced.rules.map(plainRule) },
    opposite: plainRuling(opposite),
  });
}

function plainRuling({
  incoming,
  committed,
  verdict,
  registration,
  otherCategories,
  rules,
  otherRules,
}: Ruling): object {
  return {
    incoming,
    committed,
    verdict,
    registration,
    otherCategories,
    rules: rules.map((explained) => ({ ...explained, rule: plainRule(explained.rule) })),
    otherRules: otherRules.map(plainRule),
  };
}
