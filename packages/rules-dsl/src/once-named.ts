/** Names that occur once in a whole project whose events are not declared: most misspelt names do. */

import type { Context } from "./context.ts";
import { quoted } from "./diagnostics.ts";
import type { Place } from "./groups.ts";
import type { EventName } from "./tree.ts";
import { createSuggest } from "./suggestions.ts";
import { listsOf } from "./walk.ts";

/** Where nothing is declared there can be many such names, and most of them are right. */
const MAX_WORK = 2_000_000;

/** Reports every name that stands alone, with the nearest other name. */
export function findOnceNamed({ files, declared, report }: Context): void {
  const suggest = createSuggest(MAX_WORK);
  const first = new Map<string, (Place & { readonly node: EventName }) | null>();
  for (const file of files) {
    for (const { node: statement, block } of [...file.rules, ...file.groups]) {
      for (const list of listsOf(statement)) {
        for (const node of list) {
          if (node.kind === "group-name" || declared.isDeclared(node.name)) continue;
          first.set(node.name, first.has(node.name) ? null : { file, block, node });
        }
      }
    }
  }
  const names = [...first.keys(), ...declared.names];
  for (const [name, place] of first) {
    if (!place || place.file.isImportOnly || declared.areKnownAt(place)) continue;
    const meant = suggest(name, names);
    report(place.file, {
      code: "CF3006",
      span: place.node.span,
      message: `${quoted(name)} is named only once in the project and is not declared`,
      suggestion:
        meant === undefined
          ? "declare it with 'events', or correct the name"
          : `did you mean ${quoted(meant)}? otherwise declare it with 'events'`,
    });
  }
}
