/**
 * Decisions that the rules leave open: pairs of declared events, incoming and committed, that no line mentions. A list is
 * closed, so events that are declared later are compatible with it without a word; `never conflicts`, `anything` and
 * `except` cover every event there will ever be. `A never conflicts B` decides one pair.
 */

import type { Context } from "./context.ts";
import type { DeclaredEvent } from "./declared-events.ts";
import { locationOf, quoted } from "../diagnostics/diagnostics.ts";
import type { ResolvedRule } from "./resolve.ts";
import { isNever, type RuleTable, type Subject } from "./rule-table.ts";
import { asWritten } from "../syntax/names.ts";

/** Reports each declared event that leaves decisions against others open, with the names of the others. */
export function findOpenDecisions(table: RuleTable, context: Context): void {
  if (context.options.coverage !== true) return;
  const byCategory = context.declared.byCategory();
  const forAll = byCategory.get(null) ?? NO_EVENTS;
  const barriers = Map.groupBy(table.barriers, ({ category }) => category);
  const everywhere = spokenOf(barriers.get(null) ?? []);
  const names = everywhere === "of all" ? [] : [...forAll.keys()].filter((name) => !everywhere.has(name));
  const outside: OpenEvents = { names, all: new Set(names) };
  const subjects = Map.groupBy(table.allSubjects, ({ category }) => category);
  const decisions = decisionsByType(table);
  // What is declared outside can happen in every stream: there the rules of a block decide, where it has some.
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

/** Declared events that no barrier speaks of. */
interface OpenEvents {
  readonly names: readonly string[];
  readonly all: ReadonlySet<string>;
}

/** The same for the streams of a category, where more is declared, and more barriers speak. */
interface LeftOpen {
  readonly count: number;
  readonly has: (name: string) => boolean;
  /** Those that are not among some, at most so many. */
  readonly without: (spoken: ReadonlySet<string>, most: number) => readonly string[];
}

const NOTHING_LEFT: LeftOpen = { count: 0, has: () => false, without: () => [] };

/** Of the many events from outside no more are looked at than it takes: there may be as many categories. */
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

/** How many names one message lists. */
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

/** What is recorded for a type in the streams of a category. Its rules there replace what is recorded outside. */
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

/** The committed types that these lines mention, also behind `except`. */
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
  /** The committed types; at least one. */
  readonly names: readonly string[];
  /** How many more there are. */
  readonly more: number;
  readonly rules: readonly ResolvedRule[];
  /** Of the first name. */
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
    suggestion: `if they conflict, name it in a rule of ${quoted(type)}; if not, write: ${asWritten(type)} never conflicts ${asWritten(first)}`,
    ...(declaration && { related: [locationOf(declaration.file, declaration.span)] }),
    key: type,
  });
}
