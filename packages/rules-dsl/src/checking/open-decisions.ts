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
  const byCategory = context.declared.byCategory();
  const forAll = byCategory.get(null) ?? NO_EVENTS;
  const barriers = Map.groupBy(table.barriers, ({ category }) => category);
  const everywhere = spokenOf(barriers.get(null) ?? []);
  const names = everywhere === "of all" ? [] : [...forAll.keys()].filter((name) => !everywhere.has(name));
  const outside: OpenEvents = { names, all: new Set(names) };
  const subjects = Map.groupBy(table.allSubjects, ({ category }) => category);
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
      const rules = (table.subject(category, type) ?? table.subject(null, type))?.rules;
      const declarationOf = (name: string): DeclaredEvent | null =>
        forAll.get(name) ?? declared.get(name) ?? null;
      if (rules) reportIfOpen(type, rules, left, declarationOf, context);
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
  /** The first of them that is not among some. */
  readonly firstWithout: (spoken: ReadonlySet<string>) => string | undefined;
}

const NOTHING_LEFT: LeftOpen = { count: 0, has: () => false, firstWithout: () => undefined };

/** Of the many events from outside no more are looked at than it takes: there may be as many categories. */
function leftOf(outside: OpenEvents, own: readonly string[], here: ReadonlySet<string>): LeftOpen {
  const left = own.filter((name) => !here.has(name));
  const known = new Set(left);
  const count = left.length + outside.names.length - [...here].filter((name) => outside.all.has(name)).length;
  let next = 0;
  return {
    count,
    has: (name) => known.has(name) || (outside.all.has(name) && !here.has(name)),
    firstWithout(spoken) {
      for (let index = 0; ; index++) {
        while (index >= left.length) {
          const name = outside.names[next++];
          if (name === undefined) return undefined;
          if (!here.has(name)) left.push(name);
        }
        const name = left[index];
        if (name !== undefined && !spoken.has(name)) return name;
      }
    },
  };
}

function reportIfOpen(
  type: string,
  rules: readonly ResolvedRule[],
  left: LeftOpen,
  declarationOf: (name: string) => DeclaredEvent | null,
  context: Context,
): void {
  const spoken = spokenOf(rules);
  if (spoken === "of all") return;
  const first = left.firstWithout(spoken);
  if (first === undefined) return;
  const others = left.count - [...spoken].filter(left.has).length - 1;
  reportOpen(type, { first, others, rules, declaration: declarationOf(first) }, context);
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
