/** Groups that nothing uses, and exceptions that change nothing (CF3003). */

import { inWords, placesOf, type RuleEffect, type RuleEffects } from "./rule-effects.ts";
import type { Context } from "./context.ts";
import { quoted } from "../diagnostics/diagnostics.ts";
import type { GroupDefinition } from "./groups.ts";
import type { Report } from "./reports.ts";
import type { Exception, ResolvedRule } from "./resolved-rule.ts";
import type { RuleContext } from "./rule-context.ts";
import type { RuleTable, Subject } from "./rule-table.ts";
import { forEachReference } from "../syntax/walk.ts";

/** Reports groups of the project's files that no rule, declaration or group refers to. */
export function reportUnusedGroups({ files, groups, report }: Context): void {
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

/** At most this many pairs are looked up, so that no file can make checking slow. Beyond it, a warning may be missed. */
const MAX_QUESTIONS = 2_000_000;

/** Reports exceptions for types that conflict anyway. All of them could be removed at once. */
export function reportUselessExceptions({ table, effects, report }: RuleContext): void {
  const left = { questions: MAX_QUESTIONS };
  const scopes = table.barriers.length === 0 ? new Map<string, readonly Subject[]>() : scopesByType(table);
  for (const rule of table.rules) {
    const { subjects, exceptions } = rule;
    if (exceptions.length === 0 && rule.node.targets.kind !== "anything") continue;
    const own = effects.of(rule);
    for (const effect of own) {
      if (!effect.target) continue;
      repeatedExceptions(rule, effect.target.exceptions, report);
      for (const exception of effect.isCovered ? [] : effect.target.exceptions) {
        const why = anyway(rule, exception, effect, { table, effects, left });
        if (why) reportUseless(rule, exception, why, report);
      }
    }
    if (subjects) continue;
    repeatedExceptions(rule, exceptions, report);
    const counting = own.filter(({ isCovered }) => !isCovered);
    for (const exception of counting.length === 0 ? [] : exceptions) {
      const why = sparedAnyway(rule, exception, counting, scopes, { table, effects, left });
      if (why) reportUseless(rule, exception, why, report);
    }
  }
}

interface Knowledge {
  readonly table: RuleTable;
  readonly effects: RuleEffects;
  readonly left: { questions: number };
}

/**
 * The effects that make the excluded types conflict. Empty if a type has no rules, because it then conflicts with
 * everything.
 */
interface Why {
  readonly by: readonly RuleEffect[];
}

/** Why the types that a target excludes conflict with every subject anyway; undefined if some do not. */
function anyway(
  { subjects, category }: ResolvedRule,
  { types }: Exception,
  than: RuleEffect,
  { table, effects, left }: Knowledge,
): Why | undefined {
  let why: Why | undefined;
  for (const incoming of subjects ?? [than.spared]) {
    const subject = typeof incoming === "string" ? table.subject(category, incoming) : undefined;
    for (const committed of types) {
      if (left.questions-- < 0) return undefined;
      const about = { committed, than, incoming };
      const own = subject ? effects.ofSubject(subject, about) : [];
      const by = effects.cover(than, [...own, ...effects.ofBarriers(category, about)]);
      if (!by) return undefined;
      why ??= { by };
    }
  }
  return why;
}

/** Why the types that a barrier excludes conflict with all of its targets anyway; undefined if some do not. */
function sparedAnyway(
  { category }: ResolvedRule,
  { types }: Exception,
  own: readonly RuleEffect[],
  scopes: ReadonlyMap<string, readonly Subject[]>,
  { table, effects, left }: Knowledge,
): Why | undefined {
  let why: Why | undefined;
  for (const incoming of types) {
    const inScope =
      category === null
        ? (scopes.get(incoming) ?? [])
        : [table.subject(category, incoming) ?? table.subject(null, incoming)].filter((found) => !!found);
    // A type without rules conflicts with everything.
    if (inScope.length === 0) why ??= { by: [] };
    for (const subject of inScope) {
      for (const than of own) {
        for (const committed of partsOf(than)) {
          if (left.questions-- < 0) return undefined;
          const about = { committed, than, incoming };
          const by = effects.cover(than, [
            ...effects.ofSubject(subject, about),
            ...effects.ofBarriers(category ?? subject.category, about),
          ]);
          if (!by) return undefined;
          why ??= { by };
        }
      }
    }
  }
  return why;
}

function partsOf({ excepted, target }: RuleEffect): readonly (string | ReadonlySet<string>)[] {
  return excepted ? [excepted] : (target?.selectors ?? []).flatMap(({ type }) => type ?? []);
}

function scopesByType(table: RuleTable): ReadonlyMap<string, readonly Subject[]> {
  return Map.groupBy(table.allSubjects, ({ type }) => type);
}

function reportUseless({ file }: ResolvedRule, { span }: Exception, { by }: Why, report: Report): void {
  const related = placesOf(by);
  const reason =
    related.length > 0
      ? `it conflicts anyway (${inWords(file, related)})`
      : "it has no rules and so conflicts with everything";
  report(file, {
    code: "CF3003",
    span,
    message: `excluding ${quoted(file.text.slice(span.start, span.end))} changes nothing: ${reason}`,
    related,
  });
}

/** Reports exceptions whose types are all excluded by others. If two exclude the same types, the first one is kept. */
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
      message: `${words} is repeated in this rule: it is already excluded`,
    });
  }
}
