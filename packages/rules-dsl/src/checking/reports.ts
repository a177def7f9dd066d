/** Collects diagnostics by file. Drops duplicates, and everything beyond a limit. */

import {
  DIAGNOSTICS,
  diagnosticAt,
  type Diagnostic,
  type Finding,
  type LocatedText,
  type Severity,
} from "../diagnostics/diagnostics.ts";
import { MAX_PROBLEMS } from "../limits.ts";

export type Report = (file: LocatedText, finding: Finding) => void;

export interface Reports {
  readonly report: Report;
  /** Adds a finished diagnostic. */
  readonly add: (diagnostic: Diagnostic) => void;
  /** Whether there is an error in any file. */
  readonly hasErrors: () => boolean;
  /** Whether the limit was reached, so that some diagnostics were dropped. */
  readonly isTruncated: () => boolean;
  /** The diagnostics of these files, unsorted, and one for each limit that was reached. */
  readonly all: (files: readonly LocatedText[]) => readonly Diagnostic[];
}

interface FileReport {
  readonly diagnostics: Diagnostic[];
  readonly places: Set<string>;
  readonly reported: Record<Severity, number>;
  readonly unreported: Record<Severity, number>;
}

export function createReports(): Reports {
  const byFile = new Map<string, FileReport>();
  let hasErrors = false;
  let isTruncated = false;
  const reportOf = (file: string): FileReport => {
    let report = byFile.get(file);
    if (!report) byFile.set(file, (report = emptyReport()));
    return report;
  };
  /** Whether a file has reached its limit. If so, counts one more unreported diagnostic. */
  const isFull = (file: string, severity: Severity): boolean => {
    hasErrors ||= severity === "error";
    const { reported, unreported } = reportOf(file);
    if (reported[severity] < MAX_PROBLEMS) return false;
    isTruncated = true;
    unreported[severity]++;
    return true;
  };
  const append = (diagnostic: Diagnostic, key = ""): void => {
    const { diagnostics, places, reported } = reportOf(diagnostic.file);
    // A place that is wrong for several event types is one mistake, and reported once.
    const place = `${diagnostic.code} ${diagnostic.span.start} ${diagnostic.span.end} ${key}`;
    if (places.has(place)) return;
    places.add(place);
    reported[diagnostic.severity]++;
    diagnostics.push(diagnostic);
  };
  return {
    add(diagnostic) {
      if (!isFull(diagnostic.file, diagnostic.severity)) append(diagnostic);
    },
    report(file, finding) {
      if (!isFull(file.file, DIAGNOSTICS[finding.code])) append(diagnosticAt(file, finding), finding.key);
    },
    hasErrors: () => hasErrors,
    isTruncated: () => isTruncated,
    all: (files) =>
      [...new Map(files.map((file) => [file.file, file])).values()].flatMap((file) => {
        const report = byFile.get(file.file);
        return report ? [...report.diagnostics, ...unreportedIn(file, report)] : [];
      }),
  };
}

function emptyReport(): FileReport {
  return {
    diagnostics: [],
    places: new Set(),
    reported: { error: 0, warning: 0 },
    unreported: { error: 0, warning: 0 },
  };
}

function unreportedIn(
  file: LocatedText,
  { unreported: { error, warning }, diagnostics }: FileReport,
): Diagnostic[] {
  const span = diagnostics.at(-1)?.span ?? { start: 0, end: 0 };
  const found: Diagnostic[] = [];
  if (error > 0) {
    const message = `the file has more than ${MAX_PROBLEMS} errors; ${error} more are not shown`;
    found.push(diagnosticAt(file, { code: "CF1012", span, message }));
  }
  if (warning > 0) {
    const message = `the file has more than ${MAX_PROBLEMS} warnings; ${warning} more are not shown`;
    found.push(diagnosticAt(file, { code: "CF3009", span, message }));
  }
  return found;
}
