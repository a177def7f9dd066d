/**
 * Event names that are probably typos, in a project that does not declare its events: a name that occurs once and
 * resembles another one (CF3006), and English words for all or none (CF3011).
 */

import type { Context } from "./context.ts";
import type { NameUse, NameUses } from "./name-uses.ts";
import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import { replacementForUniversalWord } from "../syntax/universal-words.ts";
import { createSuggest } from "../text/suggestions.ts";

/** Smaller than for unknown names: without declarations, many names occur once, and most of them are right. */
const MAX_WORK = 500_000;

export function reportLikelyTypos({ events }: NameUses, { declared, report }: Context): void {
  const suggest = createSuggest(MAX_WORK);
  let names: readonly string[] | undefined;
  for (const { file, block, node, count } of events.values()) {
    const { name } = node;
    if (file.isImportOnly || declared.isDeclared(name)) continue;
    if (declared.areKnownAt({ file, block })) continue;
    const instead = replacementForUniversalWord(name);
    if (instead !== undefined) report(file, takenAsName(node, instead));
    if (count !== 1 || instead !== undefined) continue;
    names ??= [...events.keys()];
    const meant = suggest(name, names, (candidate) => withoutDigits(candidate) !== withoutDigits(name));
    if (meant === undefined) continue;
    report(file, {
      code: "CF3006",
      span: node.span,
      message: `${quoted(name)} is used only once in the project; did you mean ${quoted(meant)}?`,
      suggestion: "if both are events, declare them with 'events'",
    });
  }
}

/** Names that differ only in their numbers, such as `Step1Done` and `Step2Done`, are not typos. */
function withoutDigits(name: string): string {
  return name.replaceAll(/\d+/g, "0");
}

function takenAsName({ name, span }: NameUse["node"], instead: string): Finding {
  return {
    code: "CF3011",
    span,
    message: `${quoted(name)} is read as the name of an event; did you mean '${instead}'?`,
    suggestion: "if an event really has this name, declare it with 'events'",
  };
}
