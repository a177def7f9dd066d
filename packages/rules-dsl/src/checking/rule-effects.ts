/** The effects of rules, and which effects make another one redundant. */

import { canHoldWithout, implies, type Conjunction, type Effort } from "@truce/core/rules";
import { locationOf, whereSeenFrom, type LocatedText, type Location } from "../diagnostics/diagnostics.ts";
import type { ResolvedRule, ResolvedTarget } from "./resolved-rule.ts";
import { isNever, type RuleTable, type Subject } from "./rule-table.ts";

/**
 * An effect is compared with at most this many others, so that no file can make checking slow. Beyond it, a warning may be
 * missed.
 */
const MAX_CANDIDATES = 64;

/** The budget of `canHoldWithout` for all effects of a project. */
const MAX_EFFORT = 5_000_000;

/** What a rule says with one reference after `conflicts`, or with `never conflicts`. */
export interface RuleEffect {
  readonly rule: ResolvedRule;
  /** Null for `never conflicts`. */
  readonly target: ResolvedTarget | null;
  /** The types that `anything` excludes. Null if the target names types. */
  readonly excepted: ReadonlySet<string> | null;
  /** The incoming types that a barrier excludes. Empty for other rules. */
  readonly spared: ReadonlySet<string>;
  readonly condition: Conjunction;
  /** Its index among the effects of its rule. */
  readonly index: number;
  /** True if other effects, none of them covered, make this one redundant. It is then ignored. */
  isCovered: boolean;
}

/** Effects on the same incoming types, by what they conflict with. */
interface EffectIndex {
  readonly byType: ReadonlyMap<string, readonly RuleEffect[]>;
  readonly wide: readonly RuleEffect[];
  readonly nevers: readonly RuleEffect[];
}

/** All effects of a project. They are computed when they are asked for, because most rules never need them. */
export interface RuleEffects {
  /** The effects of a rule; the same objects every time. */
  readonly of: (rule: ResolvedRule) => readonly RuleEffect[];
  /** The effects of a subject's own rules that make a committed type conflict. */
  readonly ofSubject: (subject: Subject, about: Question) => Iterable<RuleEffect>;
  /** The same for the barriers that apply in a category. */
  readonly ofBarriers: (category: string | null, about: BarrierQuestion) => Iterable<RuleEffect>;
  /**
   * The candidates that make an effect redundant: whenever its condition holds, one of theirs does. Undefined if there are
   * payloads for which its condition holds and none of the candidates' conditions does.
   */
  readonly cover: (
    effect: RuleEffect,
    candidates: Iterable<RuleEffect>,
  ) => readonly [RuleEffect, ...RuleEffect[]] | undefined;
  /** Another `never conflicts` of a subject. */
  readonly otherNever: (subject: Subject, effect: RuleEffect) => RuleEffect | undefined;
}

/** Selects effects that are not covered. */
interface Question {
  /** The committed type; a set stands for all types except those in it. */
  readonly committed: string | ReadonlySet<string>;
  /** Leaves this effect out. */
  readonly than?: RuleEffect;
}

interface BarrierQuestion extends Question {
  /** The incoming type; a set stands for all types except those in it. */
  readonly incoming: string | ReadonlySet<string>;
}

/** The effects of the rules in a table. */
export function createRuleEffects(table: RuleTable): RuleEffects {
  const byRule = new Map<ResolvedRule, readonly RuleEffect[]>();
  const of = (rule: ResolvedRule): readonly RuleEffect[] => {
    let effects = byRule.get(rule);
    if (!effects) byRule.set(rule, (effects = effectsOf(rule)));
    return effects;
  };
  const effort: Effort = { left: MAX_EFFORT };
  const indexes = new Map<Subject, EffectIndex>();
  const indexOf = (subject: Subject): EffectIndex => {
    let index = indexes.get(subject);
    if (!index) indexes.set(subject, (index = indexed(subject.rules.flatMap(of))));
    return index;
  };
  const barriers = new Map(
    [...Map.groupBy(table.barriers, ({ category }) => category)].map(([category, rules]) => [
      category,
      indexed(rules.flatMap(of)),
    ]),
  );
  return {
    of,
    ofSubject: (subject, about) => effectsAbout(indexOf(subject), about),
    otherNever: (subject, than) =>
      indexOf(subject).nevers.find((never) => never !== than && !never.isCovered),
    *ofBarriers(category, about) {
      const { incoming } = about;
      for (const scope of new Set([category, null])) {
        const index = barriers.get(scope);
        for (const effect of index ? effectsAbout(index, about) : []) {
          const isMet =
            typeof incoming === "string" ? !effect.spared.has(incoming) : isSubset(effect.spared, incoming);
          if (isMet) yield effect;
        }
      }
    },
    cover: (effect, candidates) => coverOf(effect.condition, candidates, effort),
  };
}

const NONE: ReadonlySet<string> = new Set();
const ALWAYS: Conjunction = { when: [], conflictsWhen: null };

function effectsOf(rule: ResolvedRule): readonly RuleEffect[] {
  const common = {
    rule,
    spared: rule.subjects ? NONE : typesOf(rule.exceptions),
    condition: rule.when.length === 0 ? ALWAYS : { when: rule.when, conflictsWhen: null },
    isCovered: false,
  };
  if (isNever(rule.node)) return [{ ...common, target: null, excepted: null, index: 0 }];
  return rule.targets.map((target, index) => ({
    ...common,
    target,
    excepted: rule.node.targets.kind === "anything" ? typesOf(target.exceptions) : null,
    index,
  }));
}

function typesOf(exceptions: ResolvedRule["exceptions"]): ReadonlySet<string> {
  return exceptions.length === 0 ? NONE : new Set(exceptions.flatMap(({ types }) => types));
}

function indexed(all: readonly RuleEffect[]): EffectIndex {
  const byType = new Map<string, RuleEffect[]>();
  const wide: RuleEffect[] = [];
  const nevers: RuleEffect[] = [];
  const add = (effects: RuleEffect[], effect: RuleEffect): void => {
    // Effects without comparisons are always kept, because they cover the most.
    if (effects.length < MAX_CANDIDATES || comparisonsOf(effect) === 0) effects.push(effect);
  };
  for (const effect of all) {
    if (!effect.target) add(nevers, effect);
    else if (effect.excepted) add(wide, effect);
    else {
      for (const { type } of effect.target.selectors) {
        if (type === undefined) continue;
        const effects = byType.get(type);
        if (effects) add(effects, effect);
        else byType.set(type, [effect]);
      }
    }
  }
  for (const effects of [...byType.values(), wide]) {
    if (effects.length < 2) continue;
    effects.sort((left, right) => comparisonsOf(left) - comparisonsOf(right) || inOrder(left, right));
    effects.splice(MAX_CANDIDATES);
  }
  return { byType, wide, nevers };
}

function inOrder(left: RuleEffect, right: RuleEffect): number {
  return left.rule.order - right.rule.order || left.index - right.index;
}

function comparisonsOf({ condition }: RuleEffect): number {
  return condition.when.length;
}

function* effectsAbout({ byType, wide }: EffectIndex, { committed, than }: Question): Generator<RuleEffect> {
  const isInEffect = (effect: RuleEffect): boolean => effect !== than && !effect.isCovered;
  if (typeof committed === "string") yield* (byType.get(committed) ?? []).filter(isInEffect);
  for (const effect of wide) {
    const excepted = effect.excepted ?? NONE;
    const isAbout = typeof committed === "string" ? !excepted.has(committed) : isSubset(excepted, committed);
    if (isAbout && isInEffect(effect)) yield effect;
  }
}

function coverOf(
  condition: Conjunction,
  candidates: Iterable<RuleEffect>,
  effort: Effort,
): readonly [RuleEffect, ...RuleEffect[]] | undefined {
  let together: RuleEffect[] = [];
  for (const candidate of candidates) {
    if (implies(condition, candidate.condition)) return [candidate];
    together.push(candidate);
  }
  const isCoveredBy = (effects: readonly RuleEffect[]): boolean =>
    canHoldWithout(
      condition,
      effects.map((effect) => effect.condition),
      effort,
    ) === "no";
  if (together.length === 0 || !isCoveredBy(together)) return undefined;
  // Leave out every effect that the others can do without, so that the message is short.
  for (const effect of together) {
    const others = together.filter((other) => other !== effect);
    if (isCoveredBy(others)) together = others;
  }
  const [first, ...others] = together.toSorted(inOrder);
  return first && [first, ...others];
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  if (part.size > whole.size) return false;
  for (const item of part) if (!whole.has(item)) return false;
  return true;
}

/** The locations of the rules that effects belong to, each once. */
export function placesOf(effects: readonly RuleEffect[]): readonly Location[] {
  return [...new Set(effects.map(({ rule }) => rule))].map(({ file, node }) => locationOf(file, node.span));
}

/** `line 3 and line 4`. */
export function inWords(file: LocatedText, places: readonly Location[]): string {
  return places.map((place) => whereSeenFrom(file, place)).join(" and ");
}
