/** Files and diagnostics of a project, with paths from the folder of `truce.json`. */

import { posix } from "node:path";
import type { Diagnostic, SourceFile } from "@truce/rules-dsl";

export function fromAllRoots(project: string, file: string): string {
  return project === "." ? file : posix.join(project, file);
}

export function filesFromAllRoots(project: string, files: readonly SourceFile[]): readonly SourceFile[] {
  return files.map((source) => ({ ...source, file: fromAllRoots(project, source.file) }));
}

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
