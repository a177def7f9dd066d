/** Names that occur once in a whole project whose events are not declared: most misspelt names do. */

import type { Context } from "./context.ts";
import type { NameUses } from "./name-uses.ts";
import { quoted } from "../diagnostics/diagnostics.ts";
import { createSuggest } from "../text/suggestions.ts";

/** Where nothing is declared there can be many such names, and most of them are right. */
const MAX_WORK = 500_000;

/** Reports every name that stands alone, with the nearest other name. */
export function findOnceNamed({ events }: NameUses, { declared, report }: Context): void {
  const suggest = createSuggest(MAX_WORK);
  let names: readonly string[] | undefined;
  for (const { file, block, node, count } of events.values()) {
    const { name } = node;
    if (count !== 1 || file.isImportOnly || declared.isDeclared(name)) continue;
    if (declared.areKnownAt({ file, block })) continue;
    names ??= [...events.keys()];
    const meant = suggest(name, names);
    report(file, {
      code: "CF3006",
      span: node.span,
      message: `${quoted(name)} is named only once in the project and is not declared`,
      suggestion:
        meant === undefined
          ? "declare it with 'events', or correct the name"
          : `did you mean ${quoted(meant)}? otherwise declare it with 'events'`,
    });
  }
}
