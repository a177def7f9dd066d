/** A report as text. */

import { formatDiagnostics } from "@truce/rules-dsl";
import { textStyleOf } from "../../../output/text-style.ts";
import { count } from "../../../output/words.ts";
import { fixedText, type Report, type Reporter } from "./reporter.ts";

export const text: Reporter = (report, { style }) => {
  const { diagnostics, sources, fixed } = report;
  const codes = new Set(diagnostics.map(({ code }) => code));
  const hint = codes.size === 0 ? "" : style("gray", ` (${hintFor([...codes])})`);
  const details = formatDiagnostics(diagnostics, sources, { style: textStyleOf(style) });
  const fixes = fixed === null ? "" : `${fixedText(fixed)}\n`;
  return `${details}${details && "\n"}${fixes}${style("bold", summaryOf(report))}${hint}\n`;
};

function hintFor([code, ...others]: readonly string[]): string {
  return others.length > 0 ? "'truce help CODE' explains each code" : `'truce help ${code}' explains it`;
}

/** Imported files count too, because they were checked. */
function summaryOf({ sources, errors, warnings }: Report): string {
  const found = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  return `${found.join(" and ") || "no problems"} in ${count(sources.length, "file")}`;
}
