/** The parsed files of a project, the files that they import, and which file imports which. */

import type { CheckOptions } from "./check-options.ts";
import { componentsOf } from "./cycles.ts";
import { locationOf, quoted } from "../diagnostics/diagnostics.ts";
import {
  ALL_UNKNOWN,
  widen,
  type UnknownDefinitions,
  type OpenUnknownDefinitions,
} from "../syntax/unknown-definitions.ts";
import { normalPath, resolveImport } from "./import-paths.ts";
import { statementsByKind, type StatementsByKind } from "./statements-by-kind.ts";
import { parseFile, type ParsedFile } from "../syntax/parse.ts";
import type { Report } from "./reports.ts";
import type { SourceFile } from "../source/source-text.ts";
import type { Import } from "../syntax/tree.ts";

export interface ProjectFile extends ParsedFile, StatementsByKind {
  /** It is imported but not a file of the project, so its rules do not count. */
  readonly isImportOnly: boolean;
  /** The files that it imports, each with the first import of it. */
  readonly importedFiles: ReadonlyMap<ProjectFile, Import>;
  /** What may be defined in broken lines of this file or of a file that it imports, or in an import that cannot be read. */
  readonly visibleUnknown: UnknownDefinitions;
}

/** A file whose imports are being followed. */
interface OpenFile extends ProjectFile {
  readonly importedFiles: Map<ProjectFile, Import>;
  readonly visibleUnknown: OpenUnknownDefinitions;
}

/** Parses the files of a project and the files that they import. The project's files come first, in the given order. */
export function loadProject(
  sources: readonly SourceFile[],
  options: CheckOptions,
  report: Report,
): readonly ProjectFile[] {
  const files = sources.map((source) => openFile(source, false));
  const byPath = new Map<string, OpenFile>();
  for (const file of files) {
    const path = normalPath(file.file);
    if (!byPath.has(path)) byPath.set(path, file);
  }
  const importable = new Map((options.imports ?? []).map((source) => [normalPath(source.file), source]));
  const unreadable = new Map(
    [...(options.unreadable ?? [])].map(([path, why]) => [normalPath(path), why] as const),
  );
  const find = (path: string): OpenFile | undefined => {
    const source = importable.get(path);
    if (!source || byPath.has(path)) return byPath.get(path);
    const file = openFile(source, true);
    byPath.set(path, file);
    files.push(file);
    return file;
  };
  // The list grows during the loop, because imported files have imports of their own.
  for (const file of files) followImports(file, { find, unreadable, report });
  reportCircles(files, report);
  reportRulesOfImports(files, report);
  return files;
}

function openFile(source: SourceFile, isImportOnly: boolean): OpenFile {
  const parsed = parseFile(source);
  return {
    ...parsed,
    ...statementsByKind(parsed.tree, parsed.unclosed),
    isImportOnly,
    importedFiles: new Map(),
    visibleUnknown: { ...parsed.unknown, groups: new Set(parsed.unknown.groups) },
  };
}

interface Surroundings {
  readonly find: (path: string) => OpenFile | undefined;
  readonly unreadable: ReadonlyMap<string, string>;
  readonly report: Report;
}

function followImports(file: OpenFile, { find, unreadable, report }: Surroundings): void {
  for (const { node, isAtTop } of file.imports) {
    const { path, span } = node;
    if (!isAtTop) {
      const message = "imports must be at the top of the file, before everything else";
      report(file, { code: "CF2008", span, message });
    }
    const written = writtenPath(file, node);
    const target = resolveImport(file.file, written);
    const imported = target.file === null ? undefined : find(target.file);
    const first = imported && file.importedFiles.get(imported);
    if (first) {
      const message = `${quoted(path.text)} is imported twice`;
      report(file, { code: "CF3001", span, message, related: [locationOf(file, first.span)] });
    } else if (imported) {
      file.importedFiles.set(imported, node);
      widen(file.visibleUnknown, imported.unknown);
    } else {
      const problem =
        target.problem ?? unreadable.get(target.file) ?? "is not among the files that can be imported";
      const message = `${quoted(written)} cannot be imported: it ${problem}`;
      report(file, { code: "CF2009", span: path.span, message });
      widen(file.visibleUnknown, ALL_UNKNOWN);
    }
  }
}

/** Escapes in a path are not decoded, so that a backslash that was meant to separate folders is reported as one. */
function writtenPath({ text }: ProjectFile, { path: { span, text: path } }: Import): string {
  const written = text.slice(span.start + 1, span.end - 1);
  return written.includes("\\") ? written : path;
}

function reportCircles(files: readonly ProjectFile[], report: Report): void {
  // Sorted by name, so that the reported import does not depend on the order of the files.
  const byName = files.toSorted((left, right) => (left.file < right.file ? -1 : 1));
  for (const component of componentsOf(byName, ({ importedFiles }) => importedFiles.keys())) {
    const circle = new Set(component);
    const [first, ...others] = byNameAmong(component);
    const closing = first && [...first.importedFiles].find(([imported]) => circle.has(imported));
    if (!first || !closing) continue;
    const { path } = closing[1];
    const way = others.length === 0 ? "itself" : `${quoted(closing[0].file)}, which leads back to it`;
    const message = `${quoted(first.file)} imports ${way}: imports must not form a cycle`;
    report(first, { code: "CF2009", span: path.span, message });
  }
}

function byNameAmong(component: readonly ProjectFile[]): readonly ProjectFile[] {
  return component.length === 1
    ? component
    : component.toSorted((left, right) => (left.file < right.file ? -1 : 1));
}

/** Reports each imported file with rules once, at the first import of it. */
function reportRulesOfImports(files: readonly ProjectFile[], report: Report): void {
  const reported = new Set<ProjectFile>();
  for (const file of files) {
    for (const [imported, { path }] of file.importedFiles) {
      const rule = imported.rules[0]?.node;
      if (!imported.isImportOnly || !rule || reported.has(imported)) continue;
      reported.add(imported);
      report(file, {
        code: "CF3010",
        span: path.span,
        message: `the rules in ${quoted(imported.file)} do not count: it is imported, but not a file of the project`,
        suggestion: "add it to the files of the project, or move its rules to one of them",
        related: [locationOf(imported, rule.span)],
      });
    }
  }
}
