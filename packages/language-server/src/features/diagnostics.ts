/** Problems, as `truce check` reports them, for the editor. */

import { join } from "node:path";
import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from "vscode-languageserver";
import type { Diagnostic } from "@truce/rules-dsl";
import { diagnosticPageUrl } from "@truce/rules-dsl/node";
import { placedText, rangeOf } from "../text/positions.ts";
import type { SettingsProblem, Snapshot } from "../workspace/snapshot.ts";

/** Diagnostics by file, from the root of the project or absolute. Files without any are listed too. */
export type DiagnosticsByFile = ReadonlyMap<string, readonly LspDiagnostic[]>;

/** @param uriOf - The address of a file of the project. */
export function diagnosticsByFile(snapshot: Snapshot, uriOf: (file: string) => string): DiagnosticsByFile {
  const byFile = new Map<string, LspDiagnostic[]>(snapshot.sources.map(({ file }) => [file, []]));
  const add = (file: string, diagnostic: LspDiagnostic): void => {
    const known = byFile.get(file);
    if (known) known.push(diagnostic);
    else byFile.set(file, [diagnostic]);
  };
  for (const problem of snapshot.problems) add(problem.file, settingsDiagnostic(problem));
  for (const diagnostic of snapshot.diagnostics())
    add(diagnostic.file, lspDiagnostic(diagnostic, snapshot, uriOf));
  return byFile;
}

export function lspDiagnostic(
  { code, severity, message, suggestion, file, span, related }: Diagnostic,
  snapshot: Snapshot,
  uriOf: (file: string) => string,
): LspDiagnostic {
  const textOf = (name: string): ReturnType<typeof placedText> => snapshot.textOf(name) ?? placedText("");
  return {
    range: rangeOf(textOf(file), span),
    severity: severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    codeDescription: { href: diagnosticPageUrl(code) },
    source: "truce",
    message: suggestion === null ? message : `${message}\n${suggestion}`,
    ...(related.length > 0 && {
      relatedInformation: related.map((place) => ({
        location: { uri: uriOf(place.file), range: rangeOf(textOf(place.file), place.span) },
        message: relatedText(snapshot, place.file, place.span),
      })),
    }),
  };
}

/** A problem with `truce.json`, with a list of events, or with a file that cannot be read. */
export function settingsDiagnostic({ line, column, message }: SettingsProblem): LspDiagnostic {
  const start = { line: line - 1, character: column - 1 };
  return {
    range: { start, end: { ...start, character: start.character + 1 } },
    severity: DiagnosticSeverity.Error,
    source: "truce",
    message,
  };
}

/** The absolute path of a file of the project. */
export function absolutePath({ root }: Pick<Snapshot, "root">, file: string): string {
  return file.startsWith("/") || /^[A-Za-z]:[\\/]/.test(file) || root === null ? file : join(root, file);
}

const MAX_RELATED = 80;

/** The first line of the place, because the protocol wants a message for each. */
function relatedText(snapshot: Snapshot, file: string, { start, end }: Diagnostic["span"]): string {
  const [line = ""] = (snapshot.textOf(file)?.text.slice(start, end) ?? "").split(/\r\n|\n|\r/);
  return line.length > MAX_RELATED ? `${line.slice(0, MAX_RELATED)}...` : line || "here";
}
