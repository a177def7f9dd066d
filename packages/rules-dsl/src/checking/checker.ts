/** From trees to diagnostics: everything that can be said about the files of a project, and the rules that are left. */

import { checkDeclarations, type CheckedDeclarations } from "@truce/core/rules";
import type { CheckOptions } from "./check-options.ts";
import { checkStatements } from "./check-statements.ts";
import { createClaims } from "./claims.ts";
import type { Context } from "./context.ts";
import { reportContradictions } from "./contradictions.ts";
import { declare } from "./declarations.ts";
import { collectDeclaredEvents } from "./declared-events.ts";
import type { Diagnostic } from "../diagnostics/diagnostics.ts";
import { findDoubtfulNames } from "./doubtful-names.ts";
import { createTypesOf } from "./group-types.ts";
import { createGroups } from "./groups.ts";
import { findIdleExceptions, findUnusedGroups } from "./idle-parts.ts";
import { ignoresIn } from "./ignores.ts";
import { findUnknownFields } from "./known-fields.ts";
import { findOpenDecisions } from "./open-decisions.ts";
import { findIdleOverrides } from "./overrides.ts";
import { checkDecisions } from "./pair-decisions.ts";
import { loadProject, type ProjectFile } from "./project.ts";
import { findRedundancy } from "./redundancy.ts";
import { createReports, type Reports } from "./reports.ts";
import { resolveRules } from "./resolve.ts";
import type { SourceFile } from "../source/source-text.ts";
import { createSuggest } from "../text/suggestions.ts";
import { findSuspiciousText } from "./suspicious-text.ts";

/**
 * Checks the files of a project together: all problems at once, file by file and in the order of the text. It never
 * throws, whatever the texts.
 *
 * @param files - All `.conflicts` files of the project, each once, under paths from the project's root with `/`. Imports
 * are looked up among them and among `options.imports`. Their order does not matter.
 *
 * @example
 * ```ts
 * const diagnostics = check([{ file: "crm.conflicts", text }]);
 * ```
 */
export function check(files: readonly SourceFile[], options: CheckOptions = {}): readonly Diagnostic[] {
  return analyse(files, options).diagnostics;
}

/** What checking leaves. */
export interface Analysis {
  /** What core says of the rules. They make a registry if there is no error among the diagnostics. */
  readonly declarations: CheckedDeclarations;
  /** The event types that are declared, each once. */
  readonly events: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses, resolves and checks the files of a project. */
export function analyse(sources: readonly SourceFile[], options: CheckOptions): Analysis {
  const reports = createReports();
  const context = contextOf(sources, options, reports);
  const { files, report } = context;
  for (const diagnostic of files.flatMap((file) => file.diagnostics)) reports.add(diagnostic);
  const names = checkStatements(context);
  findSuspiciousText(names, context);

  const table = resolveRules(context);
  const claims = createClaims(table);
  const isWhole = !reports.hasErrors();
  const declared = declare(table.rules);
  const declarations = checkDeclarations(
    declared.map(({ declaration }) => declaration),
    { isWhole },
  );
  reportContradictions(declarations.problems, declared, report);
  checkDecisions(table, claims, isWhole, report);
  findUnknownFields(table, context);
  findRedundancy(table, claims, report);

  // What is missing, or not used, may stand where a file is broken: that is told of whole files only.
  if (!reports.hasErrors()) findIdleOverrides(table, report);
  if (!reports.hasErrors()) {
    findUnusedGroups(context);
    findIdleExceptions(table, claims, report);
    findDoubtfulNames(names, context);
    findOpenDecisions(table, context);
  }
  return {
    declarations,
    events: context.declared.names,
    diagnostics: withoutIgnored(files, reports, options),
  };
}

function contextOf(sources: readonly SourceFile[], options: CheckOptions, { report }: Reports): Context {
  const files = loadProject(sources, options, report);
  const groups = createGroups(files, report);
  const typesOf = createTypesOf(groups, report);
  const declared = collectDeclaredEvents(files, typesOf, options);
  return { files, options, groups, typesOf, declared, suggest: createSuggest(), report };
}

/** By file, in the order in which the files were given, and then by place. */
function withoutIgnored(
  files: readonly ProjectFile[],
  reports: Reports,
  { coverage = false }: CheckOptions,
): readonly Diagnostic[] {
  const ignores = new Map(files.map((file) => [file.file, { file, ...ignoresIn(file) }]));
  const kept = reports
    .all(files)
    .filter((diagnostic) => ignores.get(diagnostic.file)?.silences(diagnostic) !== true);
  const ofIgnores = createReports();
  for (const { file, malformed, unused } of ignores.values()) {
    // With errors in the project not everything was looked for that could be ignored.
    const isWhole = !reports.hasErrors() && !reports.isCut();
    const idle = !isWhole ? [] : unused().filter(({ key }) => coverage || key !== "CF4001");
    for (const finding of [...malformed, ...idle]) ofIgnores.report(file, finding);
  }
  const order = new Map([...ignores.keys()].map((file, index) => [file, index]));
  return [...kept, ...ofIgnores.all(files)].toSorted(
    (left, right) =>
      (order.get(left.file) ?? 0) - (order.get(right.file) ?? 0) || left.span.start - right.span.start,
  );
}
