/** Claims: what a rule says with one of its references, and which claims make another one superfluous. */

import { canHoldWithout, implies, type Conjunction, type Effort } from "@truce/core/rules";
import { locationOf, whereSeenFrom, type LocatedText, type Location } from "../diagnostics/diagnostics.ts";
import type { ResolvedRule, ResolvedTarget } from "./resolve.ts";
import { isNever, type RuleTable, type Subject } from "./rule-table.ts";

/** How many claims one is compared with. No file can make this slow; in an absurd one a warning is missed. */
const MAX_CANDIDATES = 64;

/** How much may be tried for all claims of a project, as `canHoldWithout` counts it. */
const MAX_EFFORT = 5_000_000;

/** What a rule says with one reference behind `conflicts`, or with `never conflicts`. */
export interface Claim {
  readonly rule: ResolvedRule;
  /** Null for `never conflicts`. */
  readonly target: ResolvedTarget | null;
  /** Of `anything`: what is taken out. Null where types are named. */
  readonly excepted: ReadonlySet<string> | null;
  /** Of a barrier: the incoming types that are taken out. */
  readonly spared: ReadonlySet<string>;
  readonly condition: Conjunction;
  /** Its place among the claims of its rule. */
  readonly index: number;
  /** Set once all of it is covered by claims that are not covered themselves: it counts for nothing then. */
  isCovered: boolean;
}

/** Claims about the same incoming types, by what they conflict with. */
interface ClaimIndex {
  readonly byType: ReadonlyMap<string, readonly Claim[]>;
  readonly wide: readonly Claim[];
  readonly nevers: readonly Claim[];
}

/** All claims of a project. Most rules stand alone, so what is not asked for is not made. */
export interface Claims {
  /** The claims of a rule, always the same. */
  readonly of: (rule: ResolvedRule) => readonly Claim[];
  /** The claims of a subject's own rules that say of a committed type, or of all but some, that it conflicts. */
  readonly ofSubject: (subject: Subject, about: Question) => Iterable<Claim>;
  /** The same for the barriers that count in a category. */
  readonly ofBarriers: (category: string | null, about: BarrierQuestion) => Iterable<Claim>;
  /**
   * The claims without which a claim changes nothing: at least one of them holds whenever its condition does. Undefined if
   * there are payloads for which its condition holds and none of theirs.
   */
  readonly cover: (claim: Claim, candidates: Iterable<Claim>) => readonly [Claim, ...Claim[]] | undefined;
  /** Another `never conflicts` of a subject. */
  readonly otherNever: (subject: Subject, claim: Claim) => Claim | undefined;
}

/** Asks for claims that are in effect themselves. */
interface Question {
  /** The committed type, or all but some. */
  readonly committed: string | ReadonlySet<string>;
  /** This claim is no answer to its own question. */
  readonly than?: Claim;
}

/** What is asked of barriers. */
interface BarrierQuestion extends Question {
  /** The incoming type, or all but some. */
  readonly incoming: string | ReadonlySet<string>;
}

/** Makes claims of the rules of a project. */
export function createClaims(table: RuleTable): Claims {
  const byRule = new Map<ResolvedRule, readonly Claim[]>();
  const of = (rule: ResolvedRule): readonly Claim[] => {
    let claims = byRule.get(rule);
    if (!claims) byRule.set(rule, (claims = claimsOf(rule)));
    return claims;
  };
  const effort: Effort = { left: MAX_EFFORT };
  const indexes = new Map<Subject, ClaimIndex>();
  const indexOf = (subject: Subject): ClaimIndex => {
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
    ofSubject: (subject, about) => claimsAbout(indexOf(subject), about),
    otherNever: (subject, than) =>
      indexOf(subject).nevers.find((never) => never !== than && !never.isCovered),
    *ofBarriers(category, about) {
      const { incoming } = about;
      for (const scope of new Set([category, null])) {
        const index = barriers.get(scope);
        for (const claim of index ? claimsAbout(index, about) : []) {
          const isMet =
            typeof incoming === "string" ? !claim.spared.has(incoming) : isSubset(claim.spared, incoming);
          if (isMet) yield claim;
        }
      }
    },
    cover: (claim, candidates) => coverOf(claim.condition, candidates, effort),
  };
}

const NONE: ReadonlySet<string> = new Set();
const ALWAYS: Conjunction = { when: [], conflictsWhen: null };

function claimsOf(rule: ResolvedRule): readonly Claim[] {
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

function indexed(all: readonly Claim[]): ClaimIndex {
  const byType = new Map<string, Claim[]>();
  const wide: Claim[] = [];
  const nevers: Claim[] = [];
  const add = (claims: Claim[], claim: Claim): void => {
    // Those with the fewest comparisons cover the most.
    if (claims.length < MAX_CANDIDATES || comparisonsOf(claim) === 0) claims.push(claim);
  };
  for (const claim of all) {
    if (!claim.target) add(nevers, claim);
    else if (claim.excepted) add(wide, claim);
    else {
      for (const { type } of claim.target.selectors) {
        if (type === undefined) continue;
        const claims = byType.get(type);
        if (claims) add(claims, claim);
        else byType.set(type, [claim]);
      }
    }
  }
  for (const claims of [...byType.values(), wide]) {
    if (claims.length < 2) continue;
    claims.sort((left, right) => comparisonsOf(left) - comparisonsOf(right) || inOrder(left, right));
    claims.splice(MAX_CANDIDATES);
  }
  return { byType, wide, nevers };
}

function inOrder(left: Claim, right: Claim): number {
  return left.rule.order - right.rule.order || left.index - right.index;
}

function comparisonsOf({ condition }: Claim): number {
  return condition.when.length;
}

function* claimsAbout({ byType, wide }: ClaimIndex, { committed, than }: Question): Generator<Claim> {
  const isInEffect = (claim: Claim): boolean => claim !== than && !claim.isCovered;
  if (typeof committed === "string") yield* (byType.get(committed) ?? []).filter(isInEffect);
  for (const claim of wide) {
    const excepted = claim.excepted ?? NONE;
    const isAbout = typeof committed === "string" ? !excepted.has(committed) : isSubset(excepted, committed);
    if (isAbout && isInEffect(claim)) yield claim;
  }
}

function coverOf(
  condition: Conjunction,
  candidates: Iterable<Claim>,
  effort: Effort,
): readonly [Claim, ...Claim[]] | undefined {
  let together: Claim[] = [];
  for (const candidate of candidates) {
    if (implies(condition, candidate.condition)) return [candidate];
    together.push(candidate);
  }
  const isCoveredBy = (claims: readonly Claim[]): boolean =>
    canHoldWithout(
      condition,
      claims.map((claim) => claim.condition),
      effort,
    ) === "no";
  if (together.length === 0 || !isCoveredBy(together)) return undefined;
  // The report names no claim that it can do without.
  for (const claim of together) {
    const others = together.filter((other) => other !== claim);
    if (isCoveredBy(others)) together = others;
  }
  const [first, ...others] = together.toSorted(inOrder);
  return first && [first, ...others];
}

/** Whether all of the one is in the other. */
function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  if (part.size > whole.size) return false;
  for (const item of part) if (!whole.has(item)) return false;
  return true;
}

/** The lines of the rules that claims belong to, each once. */
export function placesOf(claims: readonly Claim[]): readonly Location[] {
  return [...new Set(claims.map(({ rule }) => rule))].map(({ file, node }) => locationOf(file, node.span));
}

/** `line 3 and line 4`. */
export function inWords(file: LocatedText, places: readonly Location[]): string {
  return places.map((place) => whereSeenFrom(file, place)).join(" and ");
}
