/** Groups that nothing uses, and exceptions that make no difference. */

import { inWords, placesOf, type Claim, type Claims } from "./claims.ts";
import type { Context } from "./context.ts";
import { quoted } from "../diagnostics/diagnostics.ts";
import type { GroupDefinition } from "./groups.ts";
import type { Report } from "./reports.ts";
import type { Exception, ResolvedRule } from "./resolve.ts";
import type { RuleTable, Subject } from "./rule-table.ts";
import { forEachReference } from "../syntax/walk.ts";

/** Reports the groups of the project's files that nothing refers to. */
export function findUnusedGroups({ files, groups, report }: Context): void {
  if (groups.definitions.length === 0) return;
  const used = new Set<GroupDefinition>();
  for (const file of files) {
    for (const { node, block } of [...file.rules, ...file.events, ...file.groups]) {
      forEachReference(node, (reference) => {
        if (reference.kind !== "group-name") return;
        for (const group of groups.visible({ file, block }, reference.name)) used.add(group);
      });
    }
  }
  for (const group of groups.definitions) {
    const { file, node } = group;
    if (file.isImportOnly || used.has(group)) continue;
    const message = `group ${quoted(`@${node.name.name}`)} is never used`;
    report(file, { code: "CF3003", span: node.name.span, message });
  }
}

/** How many questions are asked about exceptions. No file can make this slow; in absurd ones a warning is missed. */
const MAX_QUESTIONS = 2_000_000;

/** Reports exceptions that take out what conflicts anyway. All of them could be removed at once. */
export function findIdleExceptions(table: RuleTable, claims: Claims, report: Report): void {
  const left = { questions: MAX_QUESTIONS };
  const scopes = table.barriers.length === 0 ? new Map<string, readonly Subject[]>() : scopesByType(table);
  for (const rule of table.rules) {
    const { subjects, exceptions } = rule;
    if (exceptions.length === 0 && rule.node.targets.kind !== "anything") continue;
    const own = claims.of(rule);
    for (const claim of own) {
      if (!claim.target) continue;
      repeatedExceptions(rule, claim.target.exceptions, report);
      for (const exception of claim.isCovered ? [] : claim.target.exceptions) {
        const why = anyway(rule, exception, claim, { table, claims, left });
        if (why) reportIdle(rule, exception, why, report);
      }
    }
    if (subjects) continue;
    repeatedExceptions(rule, exceptions, report);
    const counting = own.filter(({ isCovered }) => !isCovered);
    for (const exception of counting.length === 0 ? [] : exceptions) {
      const why = sparedAnyway(rule, exception, counting, scopes, { table, claims, left });
      if (why) reportIdle(rule, exception, why, report);
    }
  }
}

interface Knowledge {
  readonly table: RuleTable;
  readonly claims: Claims;
  readonly left: { questions: number };
}

/** The claims that cover what an exception takes out; none if a type has no rules, so that it conflicts with everything. */
interface Why {
  readonly by: readonly Claim[];
}

/** Whether what a target takes out conflicts by other claims, for every subject. */
function anyway(
  { subjects, category }: ResolvedRule,
  { types }: Exception,
  than: Claim,
  { table, claims, left }: Knowledge,
): Why | undefined {
  let why: Why | undefined;
  for (const incoming of subjects ?? [than.spared]) {
    const subject = typeof incoming === "string" ? table.subject(category, incoming) : undefined;
    for (const committed of types) {
      if (left.questions-- < 0) return undefined;
      const about = { committed, than, incoming };
      const own = subject ? claims.ofSubject(subject, about) : [];
      const by = claims.cover(than, [...own, ...claims.ofBarriers(category, about)]);
      if (!by) return undefined;
      why ??= { by };
    }
  }
  return why;
}

/** Whether the types that a barrier takes out conflict with all of its targets anyway, wherever it counts. */
function sparedAnyway(
  { category }: ResolvedRule,
  { types }: Exception,
  own: readonly Claim[],
  scopes: ReadonlyMap<string, readonly Subject[]>,
  { table, claims, left }: Knowledge,
): Why | undefined {
  let why: Why | undefined;
  for (const incoming of types) {
    const inScope =
      category === null
        ? (scopes.get(incoming) ?? [])
        : [table.subject(category, incoming) ?? table.subject(null, incoming)].filter((found) => !!found);
    // Where it has no rules it conflicts with everything.
    if (inScope.length === 0) why ??= { by: [] };
    for (const subject of inScope) {
      for (const than of own) {
        for (const committed of partsOf(than)) {
          if (left.questions-- < 0) return undefined;
          const about = { committed, than, incoming };
          const by = claims.cover(than, [
            ...claims.ofSubject(subject, about),
            ...claims.ofBarriers(category ?? subject.category, about),
          ]);
          if (!by) return undefined;
          why ??= { by };
        }
      }
    }
  }
  return why;
}

function partsOf({ excepted, target }: Claim): readonly (string | ReadonlySet<string>)[] {
  return excepted ? [excepted] : (target?.selectors ?? []).flatMap(({ type }) => type ?? []);
}

function scopesByType(table: RuleTable): ReadonlyMap<string, readonly Subject[]> {
  return Map.groupBy(table.allSubjects, ({ type }) => type);
}

function reportIdle({ file }: ResolvedRule, { span }: Exception, { by }: Why, report: Report): void {
  const related = placesOf(by);
  const reason =
    related.length > 0
      ? `it conflicts anyway (${inWords(file, related)})`
      : "it has no rules, so it conflicts with everything";
  report(file, {
    code: "CF3003",
    span,
    message: `leaving ${quoted(file.text.slice(span.start, span.end))} out changes nothing: ${reason}`,
    related,
  });
}

/** Of exceptions that take out the same the first stays. */
function repeatedExceptions({ file }: ResolvedRule, exceptions: readonly Exception[], report: Report): void {
  if (exceptions.length < 2) return;
  const counts = new Map<string, number>();
  for (const type of exceptions.flatMap(({ types }) => types)) counts.set(type, (counts.get(type) ?? 0) + 1);
  for (const { types, span } of exceptions.toReversed()) {
    if (!types.every((type) => (counts.get(type) ?? 0) > 1)) continue;
    for (const type of types) counts.set(type, (counts.get(type) ?? 0) - 1);
    const words = quoted(file.text.slice(span.start, span.end));
    report(file, {
      code: "CF3001",
      span,
      message: `${words} is repeated in this rule: it is taken out already`,
    });
  }
}
