/**
 * Names that are probably slips, in a project whose events are not declared: a name that occurs once and is nearly another
 * one, and English words for all or nothing.
 */

import type { Context } from "./context.ts";
import type { NameUse, NameUses } from "./name-uses.ts";
import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import { allOrNothing } from "../syntax/all-or-nothing.ts";
import { createSuggest } from "../text/suggestions.ts";

/** If nothing is declared, there can be many such names, and most of them are right. */
const MAX_WORK = 500_000;

/** Reports every word for all or nothing, and every name that occurs once and is nearly another one. */
export function findDoubtfulNames({ events }: NameUses, { declared, report }: Context): void {
  const suggest = createSuggest(MAX_WORK);
  let names: readonly string[] | undefined;
  for (const { file, block, node, count } of events.values()) {
    const { name } = node;
    if (file.isImportOnly || declared.isDeclared(name)) continue;
    if (declared.areKnownAt({ file, block })) continue;
    const instead = allOrNothing(name);
    if (instead !== undefined) report(file, takenAsName(node, instead));
    if (count !== 1 || instead !== undefined) continue;
    names ??= [...events.keys()];
    const meant = suggest(name, names, (candidate) => withoutDigits(candidate) !== withoutDigits(name));
    if (meant === undefined) continue;
    report(file, {
      code: "CF3006",
      span: node.span,
      message: `${quoted(name)} is named only once in the project; did you mean ${quoted(meant)}?`,
      suggestion: "if both are events, declare them with 'events'",
    });
  }
}

/** Names that differ in their numbers only, such as `Step1Done` and `Step2Done`, are no slips. */
function withoutDigits(name: string): string {
  return name.replaceAll(/\d+/g, "0");
}

function takenAsName({ name, span }: NameUse["node"], instead: string): Finding {
  return {
    code: "CF3011",
    span,
    message: `${quoted(name)} is taken as the name of an event; did you mean '${instead}'?`,
    suggestion: "an event that is really called so is declared with 'events'",
  };
}
