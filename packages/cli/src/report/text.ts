/** A report for people. */

import { formatDiagnostics } from "@truce/rules-dsl";
import { count } from "./counts.ts";
import { textStyleOf } from "./text-style.ts";
import type { Report, Reporter } from "./report.ts";

export const text: Reporter = ({ diagnostics, sources, ...report }, { style }) => {
  const [first] = diagnostics;
  const hint = first === undefined ? "" : style("gray", ` ('truce help ${first.code}' explains it)`);
  const details = formatDiagnostics(diagnostics, sources, { style: textStyleOf(style) });
  return `${details}${details && "\n"}${style("bold", summaryOf(report))}${hint}\n`;
};

function summaryOf({ files, errors, warnings }: Pick<Report, "files" | "errors" | "warnings">): string {
  const found = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  return `${found.join(" and ") || "no problems"} in ${count(files.length, "file")}`;
}
