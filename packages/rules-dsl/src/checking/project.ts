/** The files of a project and those that they import, parsed, and who imports whom. */

import type { CheckOptions } from "./check-options.ts";
import { componentsOf } from "./cycles.ts";
import { locationOf, quoted } from "../diagnostics/diagnostics.ts";
import { ALL_UNKNOWN, widen, type Gaps, type OpenGaps } from "../syntax/gaps.ts";
import { normalPath, resolveImport } from "./import-paths.ts";
import { outlineOf, type Outline } from "./outline.ts";
import { parseFile, type ParsedFile } from "../syntax/parse.ts";
import type { Report } from "./reports.ts";
import type { SourceFile } from "../source/source-text.ts";
import type { Import } from "../syntax/tree.ts";

/** A file, and its place among the others. */
export interface ProjectFile extends ParsedFile, Outline {
  /** It is imported, and no file of the project: its rules do not count. */
  readonly isImportOnly: boolean;
  /** The files that it imports, each with the first import of it. */
  readonly importedFiles: ReadonlyMap<ProjectFile, Import>;
  /** What may be defined where it is broken, or a file that it imports, or where that is not there. */
  readonly seenGaps: Gaps;
}

/** While imports are followed. */
interface OpenFile extends ProjectFile {
  readonly importedFiles: Map<ProjectFile, Import>;
  readonly seenGaps: OpenGaps;
}

/** Parses the files of a project and follows their imports. Project files come first, each in the order given. */
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
  // The list grows while it is walked over: what is imported has imports of its own.
  for (const file of files) followImports(file, { find, unreadable, report });
  reportCircles(files, report);
  reportRulesOfImports(files, report);
  return files;
}

function openFile(source: SourceFile, isImportOnly: boolean): OpenFile {
  const parsed = parseFile(source);
  return {
    ...parsed,
    ...outlineOf(parsed.tree, parsed.unclosed),
    isImportOnly,
    importedFiles: new Map(),
    seenGaps: { ...parsed.gaps, groups: new Set(parsed.gaps.groups) },
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
      const message = "imports belong at the top of the file, before everything else";
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
      widen(file.seenGaps, imported.gaps);
    } else {
      const problem =
        target.problem ?? unreadable.get(target.file) ?? "is not among the files that can be imported";
      const message = `${quoted(written)} cannot be imported: it ${problem}`;
      report(file, { code: "CF2009", span: path.span, message });
      widen(file.seenGaps, ALL_UNKNOWN);
    }
  }
}

/** A path with an escape in it is taken as it stands: what looks like a folder must not turn out to be a character. */
function writtenPath({ text }: ProjectFile, { path: { span, text: path } }: Import): string {
  const written = text.slice(span.start + 1, span.end - 1);
  return written.includes("\\") ? written : path;
}

function reportCircles(files: readonly ProjectFile[], report: Report): void {
  // By name, so that the same import of a circle is reported whatever the order of the files.
  const byName = files.toSorted((left, right) => (left.file < right.file ? -1 : 1));
  for (const component of componentsOf(byName, ({ importedFiles }) => importedFiles.keys())) {
    const circle = new Set(component);
    const [first, ...others] = byNameAmong(component);
    const closing = first && [...first.importedFiles].find(([imported]) => circle.has(imported));
    if (!first || !closing) continue;
    const { path } = closing[1];
    const way = others.length === 0 ? "itself" : `${quoted(closing[0].file)}, which leads back here`;
    const message = `${quoted(first.file)} imports ${way}: imports must not form a circle`;
    report(first, { code: "CF2009", span: path.span, message });
  }
}

function byNameAmong(component: readonly ProjectFile[]): readonly ProjectFile[] {
  return component.length === 1
    ? component
    : component.toSorted((left, right) => (left.file < right.file ? -1 : 1));
}

/** One warning for each file, at the first import of it. */
function reportRulesOfImports(files: readonly ProjectFile[], report: Report): void {
  const told = new Set<ProjectFile>();
  for (const file of files) {
    for (const [imported, { path }] of file.importedFiles) {
      const rule = imported.rules[0]?.node;
      if (!imported.isImportOnly || !rule || told.has(imported)) continue;
      told.add(imported);
      report(file, {
        code: "CF3010",
        span: path.span,
        message: `${quoted(imported.file)} has rules, which do not count: it is imported, but no file of the project`,
        suggestion: "add it to the files of the project, or move its rules",
        related: [locationOf(imported, rule.span)],
      });
    }
  }
}
