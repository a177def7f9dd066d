/** One report on all projects, with paths from the folder of `truce.json`. */

import { diagnosticsFromAllRoots, filesFromAllRoots, fromAllRoots } from "../../projects/from-all-roots.ts";
import type { Report } from "./report/reporter.ts";

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
