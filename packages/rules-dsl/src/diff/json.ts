/** The difference between two rule sets as JSON, for programs. */

import { jsonText, plainEntry } from "../tables/plain-data.ts";
import type { RulesDiff } from "./rules-diff.ts";

/**
 * A difference as JSON. Its shape is stable: `version`, the fingerprints `before` and `after`, `counts`, `types` and
 * `changes`, each with `incoming`, `committed` (`type`, or `anythingExcept`), `streams` (`category`, or
 * `anyCategoryExcept`), `effect`, `isNew`, and what the rules said `before` and say `after`, as in the JSON of a matrix. It
 * ends with a line break.
 *
 * @example
 * ```ts
 * const { counts } = JSON.parse(renderDiffJson(diffRules(rules, rules))) as RulesDiff;
 * ```
 */
export function renderDiffJson({ before, after, counts, types, changes }: RulesDiff): string {
  const plain = changes.map((change) => ({
    ...change,
    before: plainEntry(change.before),
    after: plainEntry(change.after),
  }));
  return jsonText({ before, after, counts, types, changes: plain });
}
