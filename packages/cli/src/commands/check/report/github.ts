/** A report as workflow commands: GitHub shows them as annotations at the lines of a pull request. */

import type { Diagnostic } from "@truce/rules-dsl";
import { repositoryPaths } from "../../../output/repository-path.ts";
import type { Reporter } from "./reporters.ts";
import { workflowCommand } from "../../../output/workflow-command.ts";

export const github: Reporter = ({ diagnostics }, context) => {
  const pathOf = repositoryPaths(context);
  return diagnostics.map((diagnostic) => commandForDiagnostic(diagnostic, pathOf(diagnostic.file))).join("");
};

/** One diagnostic as a workflow command. @param file - Its path in the repository. */
export function commandForDiagnostic(
  { severity, code, message, suggestion, start, end }: Diagnostic,
  file: string,
): string {
  const properties = {
    file,
    line: start.line,
    // A column is understood only within one line.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : { endLine: end.line }),
    title: code,
  };
  const text = suggestion === null ? message : `${message}\nhelp: ${suggestion}`;
  return workflowCommand(severity, properties, text);
}
