/** Reports of a project as they read from the root of all projects. */

import { posix } from "node:path";
import type { Diagnostic, SourceFile } from "@truce/rules-dsl";
import type { Report } from "../commands/check/report/reporters.ts";

/** The path of a file from the root of all projects. */
export function fromAllRoots(project: string, file: string): string {
  return project === "." ? file : posix.join(project, file);
}

/** Files with their paths from the root of all projects. */
export function filesFromAllRoots(project: string, files: readonly SourceFile[]): readonly SourceFile[] {
  return files.map((source) => ({ ...source, file: fromAllRoots(project, source.file) }));
}

/** Diagnostics with their paths from the root of all projects. */
export function diagnosticsFromAllRoots(
  project: string,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    file: fromAllRoots(project, diagnostic.file),
    related: diagnostic.related.map((place) => ({ ...place, file: fromAllRoots(project, place.file) })),
  }));
}

/** One report on all projects. */
export function mergedReport(reports: readonly (readonly [project: string, report: Report])[]): Report {
  return {
    files: reports.flatMap(([project, { files }]) => filesFromAllRoots(project, files)),
    sources: reports.flatMap(([project, { sources }]) => filesFromAllRoots(project, sources)),
    diagnostics: reports.flatMap(([project, { diagnostics }]) =>
      diagnosticsFromAllRoots(project, diagnostics),
    ),
    errors: reports.reduce((sum, [, { errors }]) => sum + errors, 0),
    warnings: reports.reduce((sum, [, { warnings }]) => sum + warnings, 0),
    fixed: mergedFixes(reports),
  };
}

function mergedFixes(reports: readonly (readonly [project: string, report: Report])[]): Report["fixed"] {
  const all = reports.flatMap(([project, { fixed }]) => (fixed === null ? [] : [{ project, ...fixed }]));
  if (all.length === 0) return null;
  return {
    problems: all.reduce((sum, { problems }) => sum + problems, 0),
    files: all.flatMap(({ project, files }) => files.map((file) => fromAllRoots(project, file))),
  };
}
