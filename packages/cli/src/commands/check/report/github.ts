/** A report as workflow commands. GitHub shows them as annotations at the lines of a pull request. */

import { repositoryPaths } from "../../../output/repository-path.ts";
import { commandForDiagnostic } from "../../../output/workflow-command.ts";
import type { Reporter } from "./reporter.ts";

export const github: Reporter = ({ diagnostics }, context) => {
  const pathOf = repositoryPaths(context);
  return diagnostics.map((diagnostic) => commandForDiagnostic(diagnostic, pathOf(diagnostic.file))).join("");
};
