/**
 * Decisions that the rules leave open: pairs of declared events, incoming and committed, that no rule speaks of. A list is
 * closed, so events that are declared later are compatible with it in silence; `never conflicts`, `anything` and `except`
 * speak of every event there will ever be.
 */

import type { Context } from "./context.ts";
import type { DeclaredEvent } from "./declared-events.ts";
import { locationOf, quoted } from "../diagnostics/diagnostics.ts";
import type { ResolvedRule } from "./resolve.ts";
import { isNever, type RuleTable } from "./rule-table.ts";

/** Reports each declared event that leaves decisions against others open, with the first of them. */
export function findOpenDecisions(table: RuleTable, context: Context): void {
  if (context.options.coverage !== true) return;
  const barriers = Map.groupBy(table.barriers, ({ category }) => category);
  const everywhere = spokenOf(barriers.get(null) ?? []);
  for (const [category, declarations] of context.declared.byCategory()) {
    const here = category === null ? everywhere : spokenOf(barriers.get(category) ?? []);
    const open =
      everywhere === "of all" || here === "of all"
        ? []
        : [...declarations.keys()].filter((name) => !everywhere.has(name) && !here.has(name));
    const isOpen = new Set(open);
    for (const [type, declaration] of declarations) {
      const rules = (table.subject(category, type) ?? table.subject(null, type))?.rules;
      if (!rules) {
        reportUnregistered(type, declaration, context);
        continue;
      }
      const spoken = spokenOf(rules);
      if (spoken === "of all") continue;
      const first = open.find((name) => !spoken.has(name));
      if (first === undefined) continue;
      const others = open.length - [...spoken].filter((name) => isOpen.has(name)).length - 1;
      reportOpen(type, { first, others, rules, declaration: declarations.get(first) ?? null }, context);
    }
  }
}

/** The committed types that rules speak of, be it to take them out. */
function spokenOf(rules: readonly ResolvedRule[]): ReadonlySet<string> | "of all" {
  if (rules.some((rule) => isNever(rule) || rule.node.targets.kind === "anything")) return "of all";
  return new Set(
    rules.flatMap(({ targets }) =>
      targets.flatMap(({ selectors }) => selectors.flatMap(({ type }) => type ?? [])),
    ),
  );
}

function reportUnregistered(
  type: string,
  declaration: DeclaredEvent | null,
  { files, report }: Context,
): void {
  // What the tool was given has no place of its own.
  const file = declaration?.file ?? files[0];
  if (!file) return;
  report(file, {
    code: "CF4001",
    span: declaration?.span ?? { start: 0, end: 0 },
    message: `no decision recorded for the declared event ${quoted(type)}: it is the subject of no rule, so it conflicts with everything`,
    key: type,
  });
}

interface Open {
  readonly first: string;
  /** How many more there are. */
  readonly others: number;
  readonly rules: readonly ResolvedRule[];
  /** Of the first. */
  readonly declaration: DeclaredEvent | null;
}

function reportOpen(type: string, { first, others, rules, declaration }: Open, { report }: Context): void {
  const [rule] = rules;
  if (!rule) return;
  const more = others === 0 ? "" : ` (and ${others} more)`;
  report(rule.file, {
    code: "CF4001",
    span: rule.node.subject.span,
    message: `no decision recorded for ${quoted(type)} against the declared event ${quoted(first)}${more}`,
    suggestion: `name it in a rule of ${quoted(type)}, or list what does not conflict: conflicts anything except ...`,
    ...(declaration && { related: [locationOf(declaration.file, declaration.span)] }),
    key: type,
  });
}
