/** Workflow commands: lines in the output of a step that GitHub shows as annotations. */

import type { Diagnostic } from "@truce/rules-dsl";

/** One command, with its line break. Properties and text are escaped, so they cannot end it or begin another one. */
export function workflowCommand(
  name: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number>>,
  text: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${list.join(",")}::${escapeData(text)}\n`;
}

/** One diagnostic as a workflow command. @param file - Its path in the repository. */
export function commandForDiagnostic(
  { severity, code, message, suggestion, start, end }: Diagnostic,
  file: string,
): string {
  const properties = {
    file,
    line: start.line,
    // GitHub accepts columns only if the start and the end are on the same line.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : { endLine: end.line }),
    title: code,
  };
  const text = suggestion === null ? message : `${message}\nhelp: ${suggestion}`;
  return workflowCommand(severity, properties, text);
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
