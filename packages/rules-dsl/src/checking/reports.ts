/** Collects what is found, file by file: each problem of a place once, and no more than anyone reads. */

import {
  DIAGNOSTICS,
  diagnosticAt,
  type Diagnostic,
  type Finding,
  type LocatedText,
  type Severity,
} from "../diagnostics/diagnostics.ts";

/** How many problems of a file are told, of each severity. */
const MAX_PROBLEMS = 10_000;

/** Reports something that was found in a file. */
export type Report = (file: LocatedText, finding: Finding) => void;

/** What was found so far. */
export interface Reports {
  readonly report: Report;
  /** Adds a diagnostic that is made already. */
  readonly add: (diagnostic: Diagnostic) => void;
  /** Whether there is an error in any file. */
  readonly hasErrors: () => boolean;
  /** Whether not all that was found is told. */
  readonly isCut: () => boolean;
  /** What was found in these files, and how much more there is, in no order. */
  readonly all: (files: readonly LocatedText[]) => readonly Diagnostic[];
}

interface FileReport {
  readonly diagnostics: Diagnostic[];
  readonly places: Set<string>;
  readonly told: Record<Severity, number>;
  readonly untold: Record<Severity, number>;
}

/** An empty collection. */
export function createReports(): Reports {
  const byFile = new Map<string, FileReport>();
  let hasErrors = false;
  let isCut = false;
  const reportOf = (file: string): FileReport => {
    let report = byFile.get(file);
    if (!report) byFile.set(file, (report = emptyReport()));
    return report;
  };
  /** Whether there is no more to tell of a file; counts what is then not told. */
  const isFull = (file: string, severity: Severity): boolean => {
    hasErrors ||= severity === "error";
    const { told, untold } = reportOf(file);
    if (told[severity] < MAX_PROBLEMS) return false;
    isCut = true;
    untold[severity]++;
    return true;
  };
  const append = (diagnostic: Diagnostic, key = ""): void => {
    const { diagnostics, places, told } = reportOf(diagnostic.file);
    // Where one place is found wrong for several event types, it is still one mistake.
    const place = `${diagnostic.code} ${diagnostic.span.start} ${diagnostic.span.end} ${key}`;
    if (places.has(place)) return;
    places.add(place);
    told[diagnostic.severity]++;
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
    isCut: () => isCut,
    all: (files) =>
      [...new Map(files.map((file) => [file.file, file])).values()].flatMap((file) => {
        const report = byFile.get(file.file);
        return report ? [...report.diagnostics, ...untoldIn(file, report)] : [];
      }),
  };
}

function emptyReport(): FileReport {
  return {
    diagnostics: [],
    places: new Set(),
    told: { error: 0, warning: 0 },
    untold: { error: 0, warning: 0 },
  };
}

function untoldIn(file: LocatedText, { untold: { error, warning }, diagnostics }: FileReport): Diagnostic[] {
  const span = diagnostics.at(-1)?.span ?? { start: 0, end: 0 };
  const found: Diagnostic[] = [];
  if (error > 0) {
    const message = `the file has more than ${MAX_PROBLEMS} mistakes; ${error} of them are not shown`;
    found.push(diagnosticAt(file, { code: "CF1012", span, message }));
  }
  if (warning > 0) {
    const message = `the file has more than ${MAX_PROBLEMS} warnings; ${warning} of them are not shown`;
    found.push(diagnosticAt(file, { code: "CF3009", span, message }));
  }
  return found;
}
