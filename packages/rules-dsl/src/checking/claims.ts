/** Claims: single things that rules say, and which of them hold wherever another one does. */

import type { Comparison } from "@truce/core/rules";
import type { ResolvedRule, ResolvedTarget } from "./resolve.ts";
import { isNever, type RuleTable, type Subject } from "./rule-table.ts";

/** How many claims one is held against. No file can make this slow; in absurd ones a warning is missed. */
const MAX_CANDIDATES = 64;

/** What a rule says with one reference behind `conflicts`, or with `never conflicts`. */
export interface Claim {
  readonly rule: ResolvedRule;
  /** Null for `never conflicts`. */
  readonly target: ResolvedTarget | null;
  /** Of `anything`: what is taken out. Null where types are named. */
  readonly excepted: ReadonlySet<string> | null;
  /** Of a barrier: the incoming types that are taken out. */
  readonly spared: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
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
  /** A claim of a subject's own rules that makes a committed type (null: any but those) conflict under conditions. */
  readonly ofSubject: (subject: Subject, about: Question) => Claim | undefined;
  /** The same for the barriers that count in a category. */
  readonly ofBarriers: (category: string | null, about: BarrierQuestion) => Claim | undefined;
  /** Another `never conflicts` of a subject. */
  readonly otherNever: (subject: Subject, claim: Claim) => Claim | undefined;
}

/** Looks for a claim that is itself in effect and says at least this. */
interface Question {
  /** The committed type, or all but some. */
  readonly committed: string | ReadonlySet<string>;
  /** The claim conflicts whenever these hold; null for a claim under any conditions. */
  readonly conditions: ReadonlySet<string> | null;
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
    ofSubject: (subject, about) => answer(indexOf(subject), about),
    otherNever: (subject, than) =>
      indexOf(subject).nevers.find((never) => never !== than && !never.isCovered),
    ofBarriers: (category, about) => {
      const { incoming } = about;
      const isWide = (claim: Claim): boolean =>
        typeof incoming === "string" ? !claim.spared.has(incoming) : isSubset(claim.spared, incoming);
      for (const scope of new Set([category, null])) {
        const index = barriers.get(scope);
        const found = index && answer(index, about, isWide);
        if (found) return found;
      }
      return undefined;
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

function claimsOf(rule: ResolvedRule): readonly Claim[] {
  const common = {
    rule,
    spared: rule.subjects ? NONE : typesOf(rule.exceptions),
    conditions: rule.when.length === 0 ? NONE : new Set(rule.when.map(conditionKey)),
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
    // Those with the fewest conditions cover the most.
    if (claims.length < MAX_CANDIDATES || claim.conditions.size === 0) claims.push(claim);
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
    claims.sort((left, right) => left.conditions.size - right.conditions.size || inOrder(left, right));
    claims.splice(MAX_CANDIDATES);
  }
  return { byType, wide, nevers };
}

function inOrder(left: Claim, right: Claim): number {
  return left.rule.order - right.rule.order || left.index - right.index;
}

function answer(
  { byType, wide }: ClaimIndex,
  { committed, conditions, than }: Question,
  isFit: (claim: Claim) => boolean = () => true,
): Claim | undefined {
  const says = (claim: Claim): boolean =>
    claim !== than &&
    !claim.isCovered &&
    (conditions === null || isSubset(claim.conditions, conditions)) &&
    isFit(claim);
  if (typeof committed !== "string") {
    return wide.find((claim) => says(claim) && isSubset(claim.excepted ?? NONE, committed));
  }
  const named = byType.get(committed)?.find(says);
  return named ?? wide.find((claim) => says(claim) && claim.excepted?.has(committed) === false);
}

/** Whether all of the one is in the other. */
function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  if (part.size > whole.size) return false;
  for (const item of part) if (!whole.has(item)) return false;
  return true;
}

/** A comparison as a text. */
export function conditionKey({ mine, operator, theirs }: Comparison): string {
  // No key of a field has a dot or an operator in it.
  return `${mine.join(".")} ${operator} ${theirs.join(".")}`;
}
