/** Checks a project: `analyse` lists every check, with the codes that it reports. */

import { checkDeclarations, type CheckedDeclarations } from "@truce/core/rules";
import type { CheckOptions } from "./check-options.ts";
import { checkStatements } from "./check-statements.ts";
import type { Context } from "./context.ts";
import { reportContradictions } from "./contradictions.ts";
import { declare } from "./declarations.ts";
import { collectDeclaredEvents } from "./declared-events.ts";
import type { Diagnostic } from "../diagnostics/diagnostics.ts";
import { reportLikelyTypos } from "./likely-typos.ts";
import { createTypesOf } from "./group-types.ts";
import { createGroups } from "./groups.ts";
import { reportUselessExceptions, reportUnusedGroups } from "./unused.ts";
import { ignoresIn } from "./ignores.ts";
import { reportUnknownFields } from "./known-fields.ts";
import { reportUndecidedPairs } from "./undecided-pairs.ts";
import { reportUselessOverrides } from "./overrides.ts";
import { checkDecisions } from "./pair-decisions.ts";
import { loadProject, type ProjectFile } from "./project.ts";
import { reportRedundantRules } from "./redundancy.ts";
import { createReports, type Reports } from "./reports.ts";
import { resolveRules } from "./resolve.ts";
import type { RuleContext } from "./rule-context.ts";
import { createRuleEffects } from "./rule-effects.ts";
import type { SourceFile } from "../source/source-text.ts";
import { createSuggest } from "../text/suggestions.ts";
import { reportConfusableNames } from "./confusable-names.ts";

/**
 * Checks the files of a project together. Returns all problems, file by file and in the order of the text. Never throws
 * because of a text.
 *
 * @param files - All `.conflicts` files of the project, each once. Their paths are relative to the project's root and use
 * `/`. Imports are looked up among these files and among `options.imports`. The order of the files does not matter.
 *
 * @example
 * ```ts
 * const diagnostics = check([{ file: "crm.conflicts", text }]);
 * ```
 */
export function check(files: readonly SourceFile[], options: CheckOptions = {}): readonly Diagnostic[] {
  return analyse(files, options).diagnostics;
}

/** The result of checking a project. */
export interface Analysis {
  /** The declarations, checked by core. They can be turned into rules if no diagnostic is an error. */
  readonly declarations: CheckedDeclarations;
  /** The declared event types, each once. */
  readonly events: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses the files of a project, resolves their rules and runs all checks. */
export function analyse(sources: readonly SourceFile[], options: CheckOptions): Analysis {
  const reports = createReports();
  const context = contextOf(sources, options, reports);
  const { files } = context;
  for (const diagnostic of files.flatMap((file) => file.diagnostics)) reports.add(diagnostic);
  // CF1011, CF1012, CF1015, CF1016, CF2001, CF2002, CF2003, CF2012, CF2013, CF2014, CF3001
  const names = checkStatements(context);
  reportConfusableNames(names, context); // CF3004, CF3005

  const table = resolveRules(context); // CF1012
  const rules: RuleContext = { ...context, table, effects: createRuleEffects(table) };
  const isWhole = !reports.hasErrors();
  const declared = declare(table.rules);
  const declarations = checkDeclarations(
    declared.map(({ declaration }) => declaration),
    { isWhole },
  );
  reportContradictions(declarations.problems, declared, context.report); // CF2005, CF2006, CF2010, CF2011
  checkDecisions(rules, isWhole); // CF2005, CF2015, CF3002
  reportUnknownFields(rules); // CF2007
  reportRedundantRules(rules); // CF3001, CF3002

  // A broken line may hold what seems to be missing or unused, so these checks run only if there is no error so far.
  if (!reports.hasErrors()) reportUselessOverrides(rules); // CF2013
  if (!reports.hasErrors()) {
    reportUnusedGroups(context); // CF3003
    reportUselessExceptions(rules); // CF3001, CF3003
    reportLikelyTypos(names, context); // CF3006, CF3011
    reportUndecidedPairs(rules); // CF4001
  }
  return {
    declarations,
    events: context.declared.names,
    diagnostics: withoutIgnored(files, reports, options),
  };
}

function contextOf(sources: readonly SourceFile[], options: CheckOptions, { report }: Reports): Context {
  const files = loadProject(sources, options, report); // CF2008, CF2009, CF3001, CF3010
  const groups = createGroups(files, report); // CF2003
  const typesOf = createTypesOf(groups, report); // CF1012, CF2004
  const declared = collectDeclaredEvents(files, typesOf, options);
  return { files, options, groups, typesOf, declared, suggest: createSuggest(), report };
}

/**
 * The diagnostics that no ignore comment silences, and those about the ignore comments (CF3008). Sorted by file, in the
 * given order, then by place.
 */
function withoutIgnored(
  files: readonly ProjectFile[],
  reports: Reports,
  { coverage = false }: CheckOptions,
): readonly Diagnostic[] {
  const ignores = new Map(files.map((file) => [file.file, { file, ...ignoresIn(file) }]));
  const kept = reports
    .all(files)
    .filter((diagnostic) => ignores.get(diagnostic.file)?.silences(diagnostic) !== true);
  const aboutIgnores = createReports();
  for (const { file, malformed, unused } of ignores.values()) {
    // If the project has errors, some checks did not run, so an ignore comment may only seem unused.
    const isWhole = !reports.hasErrors() && !reports.isTruncated();
    const useless = !isWhole ? [] : unused().filter(({ key }) => coverage || key !== "CF4001");
    for (const finding of [...malformed, ...useless]) aboutIgnores.report(file, finding);
  }
  const order = new Map([...ignores.keys()].map((file, index) => [file, index]));
  return [...kept, ...aboutIgnores.all(files)].toSorted(
    (left, right) =>
      (order.get(left.file) ?? 0) - (order.get(right.file) ?? 0) || left.span.start - right.span.start,
  );
}
