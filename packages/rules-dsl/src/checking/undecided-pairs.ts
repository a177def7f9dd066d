/**
 * Pairs of declared events that no line decides (CF4001). An event that is declared later is silently compatible with every
 * list that does not name it. `never conflicts` without a list, `anything` and `except` decide all pairs, including those
 * with future events. `A never conflicts B` decides one pair.
 */

import { asWritten } from "@truce/core/rules";
import type { Context } from "./context.ts";
import type { DeclaredEvent } from "./declared-events.ts";
import { locationOf, quoted } from "../diagnostics/diagnostics.ts";
import type { ResolvedRule } from "./resolved-rule.ts";
import type { RuleContext } from "./rule-context.ts";
import { isNever, type RuleTable, type Subject } from "./rule-table.ts";

/** Reports each declared event with undecided pairs, and names the committed events of these pairs. */
export function reportUndecidedPairs(context: RuleContext): void {
  const { table } = context;
  if (context.options.coverage !== true) return;
  const byCategory = context.declared.byCategory();
  const forAll = byCategory.get(null) ?? NO_EVENTS;
  const barriers = Map.groupBy(table.barriers, ({ category }) => category);
  const everywhere = spokenOf(barriers.get(null) ?? []);
  const names = everywhere === "of all" ? [] : [...forAll.keys()].filter((name) => !everywhere.has(name));
  const outside: OpenEvents = { names, all: new Set(names) };
  const subjects = Map.groupBy(table.allSubjects, ({ category }) => category);
  const decisions = decisionsByType(table);
  // Events declared outside blocks occur in every stream. In a category whose block has rules for them, those decide.
  for (const category of new Set([null, ...byCategory.keys(), ...subjects.keys()])) {
    const here = spokenOf(category === null ? [] : (barriers.get(category) ?? []));
    const declared = byCategory.get(category) ?? NO_EVENTS;
    const own =
      category === null || everywhere === "of all"
        ? []
        : [...declared.keys()].filter((name) => !forAll.has(name) && !everywhere.has(name));
    const left = here === "of all" ? NOTHING_LEFT : leftOf(outside, own, here);
    const incoming = new Set(declared.keys());
    if (category !== null) {
      for (const { type } of subjects.get(category) ?? []) if (forAll.has(type)) incoming.add(type);
    }
    for (const type of incoming) {
      const subject = table.subject(category, type) ?? table.subject(null, type);
      const declarationOf = (name: string): DeclaredEvent | null =>
        forAll.get(name) ?? declared.get(name) ?? null;
      const recorded = recordedFor(decisions, type, category, subject);
      if (subject) reportIfOpen(subject, recorded, { left, declarationOf }, context);
      else reportUnregistered(type, declarationOf(type), context);
    }
  }
}

const NO_EVENTS: ReadonlyMap<string, DeclaredEvent | null> = new Map();

/** Declared events that no barrier mentions. */
interface OpenEvents {
  readonly names: readonly string[];
  readonly all: ReadonlySet<string>;
}

/** The same for the streams of a category, which has declarations and barriers of its own. */
interface LeftOpen {
  readonly count: number;
  readonly has: (name: string) => boolean;
  /** The events that are not in `spoken`; at most `most` of them. */
  readonly without: (spoken: ReadonlySet<string>, most: number) => readonly string[];
}

const NOTHING_LEFT: LeftOpen = { count: 0, has: () => false, without: () => [] };

/**
 * Reads only as many of the events declared outside as needed: with many events and many categories, reading all is slow.
 */
function leftOf(outside: OpenEvents, own: readonly string[], here: ReadonlySet<string>): LeftOpen {
  const left = own.filter((name) => !here.has(name));
  const known = new Set(left);
  const count = left.length + outside.names.length - [...here].filter((name) => outside.all.has(name)).length;
  let next = 0;
  return {
    count,
    has: (name) => known.has(name) || (outside.all.has(name) && !here.has(name)),
    without(spoken, most) {
      const found: string[] = [];
      for (let index = 0; found.length < most; index++) {
        while (index >= left.length) {
          const name = outside.names[next++];
          if (name === undefined) return found;
          if (!here.has(name)) left.push(name);
        }
        const name = left[index];
        if (name !== undefined && !spoken.has(name)) found.push(name);
      }
      return found;
    },
  };
}

/** The most names that one message lists. */
const MAX_LISTED = 100;

function reportIfOpen(
  { type, rules }: Subject,
  recorded: readonly ResolvedRule[],
  { left, declarationOf }: { left: LeftOpen; declarationOf: (name: string) => DeclaredEvent | null },
  context: Context,
): void {
  const spoken = spokenOf([...rules, ...recorded]);
  if (spoken === "of all") return;
  const names = left.without(spoken, MAX_LISTED);
  const [first] = names;
  if (first === undefined) return;
  const more = left.count - [...spoken].filter(left.has).length - names.length;
  reportOpen(type, { names, more, rules, declaration: declarationOf(first) }, context);
}

type DecisionsByType = ReadonlyMap<string, readonly ResolvedRule[]>;

function decisionsByType({ decisions }: RuleTable): DecisionsByType {
  const byType = new Map<string, ResolvedRule[]>();
  for (const decision of decisions) {
    for (const type of decision.subjects ?? []) {
      const list = byType.get(type);
      if (list) list.push(decision);
      else byType.set(type, [decision]);
    }
  }
  return byType;
}

/**
 * The decisions for a type in the streams of a category. If the type has rules there, decisions made outside do not apply.
 */
function recordedFor(
  decisions: DecisionsByType,
  type: string,
  category: string | null,
  subject: Subject | undefined,
): readonly ResolvedRule[] {
  return (decisions.get(type) ?? []).filter(
    (decision) =>
      decision.category === category || (decision.category === null && subject?.category === null),
  );
}

/** The committed types that these lines mention, including those after `except`. */
function spokenOf(rules: readonly ResolvedRule[]): ReadonlySet<string> | "of all" {
  if (rules.some((rule) => isNever(rule.node) || rule.node.targets.kind === "anything")) return "of all";
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
  // Event types from the options have no location, so the first file stands in.
  const file = declaration?.file ?? files[0];
  if (!file) return;
  report(file, {
    code: "CF4001",
    span: declaration?.span ?? { start: 0, end: 0 },
    message: `no decision recorded for the declared event ${quoted(type)}: it has no rule, so it conflicts with everything`,
    key: type,
  });
}

interface Open {
  /** The committed types; at least one. */
  readonly names: readonly string[];
  /** The number of committed types that are not in `names`. */
  readonly more: number;
  readonly rules: readonly ResolvedRule[];
  /** The declaration of the first name. */
  readonly declaration: DeclaredEvent | null;
}

function reportOpen(type: string, { names, more, rules, declaration }: Open, { report }: Context): void {
  const [rule] = rules;
  if (!rule) return;
  const plural = names.length > 1 ? "s" : "";
  const others = more === 0 ? "" : ` and ${more} more`;
  const [first = ""] = names;
  report(rule.file, {
    code: "CF4001",
    span: rule.node.subject.span,
    message: `no decision recorded for ${quoted(type)} against the declared event${plural} ${names.map(quoted).join(", ")}${others}`,
    suggestion: `if they conflict, add it to a rule of ${quoted(type)}; if not, write: ${asWritten(type)} never conflicts ${asWritten(first)}`,
    ...(declaration && { related: [locationOf(declaration.file, declaration.span)] }),
    key: type,
  });
}
