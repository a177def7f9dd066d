/** Renders the difference between two rule sets as JSON. */

import { jsonText, plainEntry } from "../tables/plain-data.ts";
import type { Acceptances } from "./acceptances.ts";
import type { RulesDiff } from "./rules-diff.ts";

/**
 * A difference as JSON. Its shape is stable: `version`, the fingerprints `before` and `after`, `counts`, `types` and
 * `changes`, each with `incoming`, `committed` (`type`, or `anythingExcept`), `streams` (`category`, or
 * `anyCategoryExcept`), `effect`, `isNew`, `accepted` (the reason why the change accepts it, or null), and what the rules said
 * `before` and say `after`, as in the JSON of a matrix. `unusedAcceptances` has `file`, `line` and `message` of each acceptance
 * that does not count. It ends with a line break.
 *
 * @param options.acceptances - Which loosened pairs the change accepts. The default is none.
 *
 * @example
 * ```ts
 * const { counts } = JSON.parse(renderDiffJson(diffRules(rules, rules))) as RulesDiff;
 * ```
 */
export function renderDiffJson(
  { before, after, counts, types, changes }: RulesDiff,
  options: { readonly acceptances?: Acceptances } = {},
): string {
  const { reasons, problems = [] } = options.acceptances ?? {};
  const plain = changes.map((change) => ({
    ...change,
    accepted: reasons?.get(change) ?? null,
    before: plainEntry(change.before),
    after: plainEntry(change.after),
  }));
  const unusedAcceptances = problems.map(({ file, start, message }) => ({ file, line: start.line, message }));
  return jsonText({ before, after, counts, types, changes: plain, unusedAcceptances });
}
