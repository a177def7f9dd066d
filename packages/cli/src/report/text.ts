/** A report for people. */

import { formatDiagnostics } from "@truce/rules-dsl";
import { count } from "./counts.ts";
import { textStyleOf } from "./text-style.ts";
import type { Report, Reporter } from "./report.ts";

export const text: Reporter = (report, { style }) => {
  const { diagnostics, sources } = report;
  const [first] = diagnostics;
  const hint = first === undefined ? "" : style("gray", ` ('truce help ${first.code}' explains it)`);
  const details = formatDiagnostics(diagnostics, sources, { style: textStyleOf(style) });
  return `${details}${details && "\n"}${style("bold", summaryOf(report))}${hint}\n`;
};

/** Imported files count too: they were looked at, and what is wrong with them was told. */
function summaryOf({ sources, errors, warnings }: Report): string {
  const found = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  return `${found.join(" and ") || "no problems"} in ${count(sources.length, "file")}`;
}
